import fc, { type Arbitrary } from 'fast-check';
import type { LanesChart } from '../../core/chart.ts';
import type { Contract } from '../../core/contract.ts';
import { UNOBSERVED } from '../../core/hindrance.ts';
import { RuleViolation, SkipError, type ViolationDetails } from '../../core/test-context.ts';
import type { Deployment, Side } from '../../core/traffic.ts';
import { forAll } from '../../rules/property.ts';
import type { Stickiness, Traffic, Weighted } from '../policy.ts';
import { expectedCost } from '../statistics/cost.ts';
import type { Question } from '../statistics/sequential-test.ts';
import {
  idleEnd,
  maximumEnd,
  nextSession,
  renewed,
  type ViewerVisit,
  type VisitHistory,
  within,
} from '../viewers/history.ts';
import { apart, bandText, observe, percent } from '../viewers/observe.ts';
import { addressOf, newViewer, servedBy, stepsOf, type Viewer } from '../viewers/viewer.ts';
import {
  affordable,
  type Cost,
  cannotTell,
  offered,
  otherSide,
  type Terms,
  type TrafficContext,
  type TrafficRule,
  type TrafficRuleDraft,
  trafficRule,
  VIEWER_REQUEST,
  type Wish,
  withEach,
} from './rule.ts';

const STICKINESS = 'ContinuousDeploymentSingleWeightConfig.SessionStickinessConfig';
const IDLE = 'SessionStickinessConfig.IdleTTL';
const MAXIMUM = 'SessionStickinessConfig.MaximumTTL';

/** The highest weight, so that many of the viewers are at the staging distribution, where a lost session is seen best. */
const HIGHEST = 0.15;

/** Viewers that do the same at the same time. */
const GROUP = 12;

/** Viewers of whom those at the staging distribution are seen through a session's end at the same time, where time is not free. */
const BATCH = 48;

/** Seconds that a session need not be longer than, where time is not free. */
const LONG_ENOUGH = 10;

type Sticky = Weighted & { stickiness: Stickiness };

const sticky = (idle: number, maximum: number): Sticky => ({
  kind: 'weight',
  weight: HIGHEST,
  stickiness: { idle, maximum },
});

/** Durations at the edges of what is allowed, and between them. */
const DURATIONS: readonly Sticky[] = [
  sticky(300, 300),
  sticky(300, 600),
  sticky(300, 3600),
  sticky(1234, 2345),
  sticky(3600, 3600),
];

/** Policies whose durations leave room for a history. */
const wishFor = (history: VisitHistory, terms: Terms): Wish<Sticky> => ({
  fits: (traffic) =>
    traffic.kind === 'weight' &&
    traffic.weight > 0 &&
    traffic.stickiness !== undefined &&
    history(traffic.stickiness, slackSecondsOf(terms)) !== undefined,
  wants: DURATIONS.filter(({ stickiness }) => history(stickiness, slackSecondsOf(terms)) !== undefined),
});

/** Rules on which requests of a viewer belong to one session. */
export function sessionRules(contract: Contract): TrafficRule[] {
  return [
    kept(
      'session.keeps',
      'requests of one viewer within IdleTTL and MaximumTTL must all reach the same distribution',
      [STICKINESS, IDLE, MAXIMUM],
      within,
    ),
    kept(
      'session.renewed',
      'every request of a session must renew its IdleTTL, up to MaximumTTL',
      [IDLE, MAXIMUM],
      renewed,
    ),
    kept('session.next', 'a session that follows another one must be kept too', [STICKINESS, IDLE], nextSession),
    kept('session.cookie', "a session must follow its cookie, whatever the viewer's address", [13], within, true),
    ended('session.idle-end', 'a session must end after IdleTTL without a request', [IDLE, WEIGHT], idleEnd),
    ended(
      'session.maximum-end',
      'a session must end at MaximumTTL, however many requests come',
      [MAXIMUM, WEIGHT],
      maximumEnd,
    ),
  ].map((draft) => trafficRule(contract, draft));
}

const WEIGHT = 'ContinuousDeploymentSingleWeightConfig.Weight';

/** A rule that no viewer changes sides within a session. `roams`: each request comes from another address. */
function kept(
  id: string,
  demands: string,
  places: TrafficRuleDraft['places'],
  history: VisitHistory,
  roams = false,
): TrafficRuleDraft {
  return {
    id,
    demands,
    places,
    plan: (terms, fixed) => costOf(terms, fixed, history, () => ({ right: GROUP * terms.runs * 4 })),
    async check(lane) {
      if (roams && !lane.edge.addresses)
        throw new SkipError('all requests to this edge come from one address', { hindrance: { kind: 'transport' } });
      await withEach(lane, wishFor(history, lane.terms), async (deployment, { stickiness, weight }) => {
        const { clock } = lane.edge;
        const longest = clock.virtual ? undefined : Math.min(LONG_ENOUGH, lane.terms.patience / 1000);
        const histories = history(stickiness, slackSecondsOf(lane.terms), longest)!;
        let shown: ShownSession[] = [];
        let changed = false;
        let staged = false;
        const broken = (violation: ViolationDetails): void => {
          changed = true;
          lane.reportViolation(violation);
        };
        const judge = async (visits: ViewerVisit[]): Promise<void> => {
          const viewers = Array.from({ length: clock.virtual ? GROUP : batchFor(weight) }, () =>
            newViewer(lane, deployment),
          );
          shown = viewers.map((viewer) => ({ viewer, visits }));
          await visit(lane, viewers, visits, (viewer) => {
            if (roams) viewer.address = addressOf(lane.nextViewer());
            return true;
          });
          for (const viewer of viewers) judgeKept(lane, deployment, viewer, visits);
          // Where nobody is at the staging distribution, nobody could have left it.
          if (!viewers.some(({ views }) => views.some(({ answer }) => answer.served === 'staging'))) return;
          staged = true;
          lane.recordCheck();
        };
        if (clock.virtual) await forAll({ ...lane, reportViolation: broken }, histories, judge);
        else await once(lane, histories, judge).catch(brokenBy(broken));
        if (!staged && !changed)
          throw new SkipError('no viewer reached the staging distribution', { hindrance: UNOBSERVED });
        lane.chart(chartOf(stickiness, shown, changed ? 'a session changes sides' : 'every session is kept', changed));
      });
    },
  };
}

/** So many viewers at once that one in a thousand times none of them is at the staging distribution, at most. */
const batchFor = (weight: number): number => Math.max(BATCH, Math.min(700, Math.ceil(7 / weight)));

/** One case instead of many, where time is not free. */
async function once(
  lane: TrafficContext,
  histories: Arbitrary<ViewerVisit[]>,
  judge: (visits: ViewerVisit[]) => Promise<void>,
) {
  const [visits] = fc.sample(histories, { seed: lane.seed, numRuns: 1 });
  affordable(lane.edge, lane.terms, visits!.at(-1)!.second * 1000, 'for one session');
  await judge(visits!);
}

const brokenBy =
  (broken: TrafficContext['reportViolation']) =>
  (error: unknown): void => {
    if (!(error instanceof RuleViolation)) throw error;
    broken(error.violation);
  };

/** A rule that a session ends, which shows in what follows it being divided by the weight again. */
function ended(
  id: string,
  demands: string,
  places: TrafficRuleDraft['places'],
  history: VisitHistory,
): TrafficRuleDraft {
  return {
    id,
    demands,
    places,
    plan: (terms, fixed) =>
      costOf(terms, fixed, history, ({ weight }) => {
        // Each trial is a viewer at the staging distribution, who has a few requests; the others have one.
        const { about: _, seconds: __, ...cost } = expectedCost('', renewalOf(weight, terms), 1, 1 / weight + 3);
        return cost;
      }),
    async check(lane) {
      await withEach(lane, wishFor(history, lane.terms), (deployment, traffic) =>
        judgeEnded(lane, deployment, traffic, history, demands),
      );
    },
  };
}

/** What is asked about the share of the viewers that are at the staging distribution again. It is 1 where a session goes on. */
const renewalOf = (weight: number, { alarm, miss, requests }: Terms): Question => ({
  rate: weight,
  low: 0,
  high: (1 + weight) / 2,
  alarm,
  miss,
  most: Math.min(requests, 2_000),
});

async function judgeEnded(
  lane: TrafficContext,
  deployment: Deployment,
  { weight, stickiness }: Sticky,
  history: VisitHistory,
  demands: string,
): Promise<void> {
  const histories = history(stickiness, slackSecondsOf(lane.terms))!;
  const samples = fc.sample(histories, { seed: lane.seed, numRuns: 50 });
  affordable(
    lane.edge,
    lane.terms,
    Math.min(...samples.map((visits) => visits.at(-1)!.second)) * 1000,
    'until a session ends',
  );
  const batch = lane.edge.clock.virtual ? 1 : BATCH;
  const shown: ShownSession[] = [];
  let queue: boolean[] = [];
  const seen = await observe(
    { ...lane, edge: { ...lane.edge, parallel: 1 } },
    renewalOf(weight, lane.terms),
    async (trial) => {
      if (queue.length === 0) {
        await apart(lane, trial);
        const visits = samples[trial % samples.length]!;
        const viewers = Array.from({ length: batch }, () => newViewer(lane, deployment));
        await visit(
          lane,
          viewers,
          visits,
          // Who is at the primary distribution tells next to nothing about an end.
          (viewer) => viewer.views[0] === undefined || viewer.views[0].answer.served === 'staging',
        );
        const informative = viewers.filter(({ views }) => views[0]!.answer.served === 'staging');
        // A session that was lost before its end is for other rules to find.
        queue = informative
          .filter(({ views }) => views.slice(0, -1).every(({ answer }) => answer.served === 'staging'))
          .map(({ views }) => views.at(-1)!.answer.served === 'staging');
        shown.unshift(...informative.map((viewer) => ({ viewer, visits })));
        shown.length = Math.min(shown.length, SHOWN);
      }
      return queue.shift();
    },
    1 - (1 - weight) ** batch,
  );
  lane.recordCheck();
  const goesOn = seen.decision === 'too many';
  lane.chart(chartOf(stickiness, shown, goesOn ? 'sessions go on' : 'sessions end', goesOn));
  const what = `${seen.hits} of ${seen.trials} viewers were at the staging distribution again (${percent(seen.hits / Math.max(1, seen.trials))})`;
  if (seen.decision === 'agrees' || seen.decision === 'too few') return;
  if (seen.trials === 0)
    throw new SkipError('no viewer is at the staging distribution until its session ends', { hindrance: UNOBSERVED });
  if (seen.decision === 'undecided')
    throw new SkipError(`inconclusive: ${what}; raise --requests`, { hindrance: UNOBSERVED });
  const example =
    shown.find(({ viewer }) => viewer.views.every(({ answer }) => answer.served === 'staging')) ?? shown[0]!;
  lane.reportViolation({
    operation: VIEWER_REQUEST,
    expected: `${demands}, after which Weight ${weight} decides again (IdleTTL ${stickiness.idle}, MaximumTTL ${stickiness.maximum})`,
    actual: `${what}, so that share is ${bandText(seen.band)}; for instance of one with requests at ${timesOf(example.visits)}`,
    steps: stepsOf(deployment, example.viewer.views),
  });
}

/** Lets viewers ask at the times of a history. `goes`: whether a viewer asks at all, called just before it would. */
async function visit(
  lane: TrafficContext,
  viewers: readonly Viewer[],
  visits: readonly ViewerVisit[],
  goes: (viewer: Viewer) => boolean,
): Promise<void> {
  const { clock, parallel } = lane.edge;
  const start = clock.now();
  for (const { second: at } of visits) {
    const wait = start + at * 1000 - clock.now();
    if (wait > 0) await clock.wait(wait);
    if (parallel > 1) await Promise.all(viewers.filter(goes).map((viewer) => viewer.ask()));
    else for (const viewer of viewers) if (goes(viewer)) await viewer.ask();
  }
}

/** Throws RuleViolation where a viewer changes sides within one of its sessions. */
function judgeKept(lane: TrafficContext, deployment: Deployment, viewer: Viewer, visits: readonly ViewerVisit[]): void {
  const sides = viewer.views.map(({ answer }) => servedBy(answer));
  const first = new Map<number, Side>();
  for (const [index, { session, second: at }] of visits.entries()) {
    const side = sides[index]!;
    const before = first.get(session);
    if (before === undefined) first.set(session, side);
    else if (side !== before) {
      if (side === 'primary') cannotTell(lane.edge, 'a session went over to the primary distribution');
      // Without a cookie nobody promised to know the viewer again: it may have been sent to the primary under load.
      if (!lane.edge.steady && viewer.views.every(({ answer }) => answer.cookies.length === 0)) continue;
      throw new RuleViolation({
        operation: VIEWER_REQUEST,
        expected: `the ${before} distribution for all requests of a session (requests at ${timesOf(visits)})`,
        actual: `the ${otherSide(before)} distribution ${at} s after the first request`,
        steps: stepsOf(deployment, viewer.views.slice(0, index + 1)),
      });
    }
  }
}

const timesOf = (visits: readonly ViewerVisit[]): string => `${visits.map(({ second: at }) => at).join(', ')} s`;

const slackSecondsOf = ({ slack }: Terms): number => Math.ceil(slack / 1000);

function costOf(
  terms: Terms,
  fixed: Traffic | undefined,
  history: VisitHistory,
  requests: (traffic: Sticky) => Omit<Cost, 'about' | 'seconds'>,
): Cost[] {
  return offered(wishFor(history, terms), fixed).map((traffic) => {
    const { stickiness } = traffic;
    const histories = history(stickiness, slackSecondsOf(terms))!;
    const seconds = Math.min(...fc.sample(histories, { seed: 1, numRuns: 20 }).map((visits) => visits.at(-1)!.second));
    return { about: `IdleTTL ${stickiness.idle}, MaximumTTL ${stickiness.maximum}`, ...requests(traffic), seconds };
  });
}

/** Viewers that a chart shows. */
const SHOWN = 8;

interface ShownSession {
  viewer: Viewer;
  visits: readonly ViewerVisit[];
}

/** The viewers' requests on a time line, those at the staging distribution first. */
function chartOf(
  { idle, maximum }: Stickiness,
  shown: readonly ShownSession[],
  outcome: string,
  broken: boolean,
): LanesChart {
  const staged = ({ viewer }: ShownSession): number =>
    viewer.views.some(({ answer }) => answer.served === 'staging') ? 0 : 1;
  return {
    kind: 'lanes',
    title: `IdleTTL ${idle}, MaximumTTL ${maximum}`,
    lanes: [...shown]
      .sort((a, b) => staged(a) - staged(b))
      .slice(0, SHOWN)
      .map(({ viewer: { name, views }, visits }) => ({
        viewer: name,
        requests: views.map(({ answer }, index) => ({
          at: visits[index]!.second,
          side: answer.served,
          session: visits[index]!.session,
        })),
      })),
    outcome,
    broken,
  };
}
