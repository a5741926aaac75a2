import type { Side, ViewerAnswer, ViewerRequest } from '../../core/traffic.ts';
import { isStaging } from '../distributions/config.ts';
import type { Distribution, ReferenceState } from '../state.ts';
import { type EdgeBehaviour, plainEdge } from './behaviour.ts';
import { seededDraw } from './draw.ts';
import { type EdgeRoute, router } from './routes.ts';

/** What makes an edge a wrong one; called once for each edge, so what it closes over is that edge's own. */
export interface EdgeModification {
  edge(before: EdgeBehaviour): Partial<EdgeBehaviour>;
}

export interface EdgeOptions {
  /** What a reference remembers; the edge only reads it. */
  state: ReferenceState;
  /** The same seed divides the same requests in the same way. */
  seed?: number;
  modifications?: readonly EdgeModification[];
}

/** Tells with which of an edge's answers a distribution served: its role and its id. */
export const MARKERS = { side: 'x-served-by', distribution: 'x-distribution' };

/** Answers the viewers of a reference's distributions and divides them by the policies that are attached. The time is the request's. */
export function createEdge({
  state,
  seed = 0,
  modifications = [],
}: EdgeOptions): (request: ViewerRequest) => ViewerAnswer {
  const behaviour = { ...plainEdge };
  for (const { edge } of modifications) Object.assign(behaviour, edge({ ...behaviour }));
  const random = seededDraw(seed);
  const find = router(state);
  const gone = new Map<string, EdgeRoute>();

  /** Which side serves a request, and the cookies that its answer sets. */
  function divide({ policy, staging, division }: EdgeRoute, request: ViewerRequest): [Side, string[]] {
    const enabled = policy?.config.Enabled === true;
    if (!staging || !division || !behaviour.inEffect({ enabled })) return ['primary', []];
    if (division.kind === 'header') {
      return [behaviour.matches(division, request.headers) ? 'staging' : 'primary', []];
    }
    const draw = (): Side =>
      behaviour.draw(behaviour.share(division.weight), random, request) ? 'staging' : 'primary';
    const stickiness = behaviour.stickiness(division.stickiness);
    if (!stickiness) return [draw(), []];
    const { at: now } = request;
    const known = behaviour.recall(request);
    const session =
      known && known.latest <= now && now < behaviour.ends(known, stickiness)
        ? behaviour.renewed(known, now)
        : { side: draw(), started: now, latest: now };
    return [session.side, behaviour.remember(session, behaviour.ends(session, stickiness), request)];
  }

  return (request) => {
    const latest = find(request.host);
    if (!latest) return error('no distribution has this name');
    if (isStaging(latest.distribution.config)) {
      return behaviour.servesStagingName
        ? answer('staging', latest.distribution, [])
        : error('a staging distribution has no viewers of its own');
    }
    const route = behaviour.route(latest, gone.get(request.host), request.at);
    gone.set(request.host, route);
    const [side, cookies] = divide(route, request);
    return behaviour.answer(
      answer(side, side === 'staging' ? route.staging! : route.distribution, cookies),
      side,
      request,
    );
  };
}

function answer(served: Side, { id }: Distribution, cookies: string[]): ViewerAnswer {
  return {
    served,
    status: 200,
    headers: { 'content-type': 'text/plain', [MARKERS.side]: served, [MARKERS.distribution]: id },
    cookies,
  };
}

const error = (reason: string): ViewerAnswer => ({
  served: 'neither',
  status: 403,
  headers: { 'content-type': 'text/plain' },
  cookies: [],
  reason,
});
