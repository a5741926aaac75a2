import type { Side, ViewerAnswer, ViewerRequest } from '../../core/traffic.ts';
import type { Division } from './policy.ts';
import type { EdgeRoute } from './routes.ts';
import { type Session, sessionCookie, sessionIn } from './session.ts';

/** Durations of a policy's stickiness in milliseconds. */
export type StickinessMs = NonNullable<Extract<Division, { kind: 'weight' }>['stickiness']>;

/** The decisions of an edge. A fault puts another in the place of one. */
export interface EdgeBehaviour {
  /** What is gone by: the route as it is, or another while a change is on its way. `before`: what was gone by for the last request. */
  route(latest: EdgeRoute, before: EdgeRoute | undefined, now: number): EdgeRoute;
  /** Whether a policy divides traffic at all. */
  inEffect(policy: { enabled: boolean }): boolean;
  /** The share of the viewers that a weight means. */
  share(weight: number): number;
  /** Whether a request that starts a session, or belongs to none, goes to staging. */
  draw(share: number, random: () => number, request: ViewerRequest): boolean;
  /** Whether a request has the header that leads to staging. */
  matches(header: { name: string; value: string }, headers: Record<string, string>): boolean;
  /** The stickiness that is kept to; undefined for none. */
  stickiness(configured: StickinessMs | undefined): StickinessMs | undefined;
  recall(request: ViewerRequest): Session | undefined;
  /** Has the viewer keep the session; `ends` in milliseconds since 1970. */
  remember(session: Session, ends: number, request: ViewerRequest): string[];
  /** When a session ends unless a request comes, in milliseconds since 1970. */
  ends(session: Session, stickiness: StickinessMs): number;
  /** The session after another request of it. */
  renewed(session: Session, now: number): Session;
  /** Whether viewers may ask for a staging distribution by its own name. */
  servesStagingName: boolean;
  /** The answer as the viewer gets it. */
  answer(answer: ViewerAnswer, served: Side, request: ViewerRequest): ViewerAnswer;
}

/** What the documentation says, and where it is silent what is usual. */
export const plainEdge: EdgeBehaviour = {
  route: (latest) => latest,
  inEffect: ({ enabled }) => enabled,
  share: (weight) => weight,
  draw: (share, random) => random() < share,
  matches({ name, value }, headers) {
    const wanted = name.toLowerCase();
    for (const given in headers) {
      if (given.toLowerCase() === wanted) return headers[given] === value;
    }
    return false;
  },
  stickiness: (configured) => configured,
  recall: ({ headers }) => sessionIn(headers.cookie),
  remember: (session, ends) => [sessionCookie(session, ends)],
  ends: ({ started, latest }, { idle, maximum }) => Math.min(latest + idle, started + maximum),
  renewed: (session, now) => ({ ...session, latest: now }),
  servesStagingName: false,
  answer: (answer) => answer,
};
