import type { Contract } from '../../core/contract.ts';
import { UNOBSERVED } from '../../core/hindrance.ts';
import { SkipError } from '../../core/test-context.ts';
import type { Deployment } from '../../core/traffic.ts';
import type { Traffic, Weighted } from '../policy.ts';
import { expectedCost } from '../statistics/cost.ts';
import { misreadings } from '../statistics/misreadings.ts';
import { apart, bandText, clustered, type Observation, observe, percent, questionOf } from '../viewers/observe.ts';
import { newViewer, type ServedRequest, stepsOf } from '../viewers/viewer.ts';
import {
  type Cost,
  cannotTell,
  offered,
  type Terms,
  type TrafficContext,
  type TrafficRule,
  type TrafficRuleDraft,
  trafficRule,
  VIEWER_REQUEST,
  type Wish,
  withEach,
} from './rule.ts';

const WEIGHT = 'ContinuousDeploymentSingleWeightConfig.Weight';

const weighted = (...weights: number[]): Weighted[] => weights.map((weight) => ({ kind: 'weight', weight }));
const wholePercents = (weight: number): boolean => Math.abs(weight * 100 - Math.round(weight * 100)) < 1e-9;

/** A rule on the share that a weight of some kind gives. */
function share(
  id: string,
  demands: string,
  fits: (weighted: Weighted) => boolean,
  wants: Weighted[],
): TrafficRuleDraft & { wish: Wish<Weighted> } {
  const wish: Wish<Weighted> = { fits: (traffic) => traffic.kind === 'weight' && fits(traffic), wants };
  return {
    id,
    demands,
    places: [WEIGHT, 13],
    wish,
    plan: (terms, fixed?: Traffic) => offered(wish, fixed).map(({ weight }) => costOf(weight, terms)),
    check: (lane) => withEach(lane, wish, (deployment, traffic) => judgeShare(lane, deployment, traffic)),
  };
}

function costOf(weight: number, terms: Terms): Cost {
  const question = questionOf(weight, terms);
  return expectedCost(`Weight ${weight}`, question, weight === 0 ? question.high : weight * terms.factor);
}

/** Rules on the share of the viewers that go to the staging distribution. Each weight is judged by one of them. */
export function weightRules(contract: Contract): TrafficRule[] {
  return [
    share(
      'weight.share',
      'the share of viewers that reach staging must agree with Weight',
      ({ weight, stickiness }) => weight > 0 && weight <= 0.1 && wholePercents(weight) && !stickiness,
      weighted(0.1, 0.02),
    ),
    share(
      'weight.fine',
      'a Weight that is not a whole percentage must give its share',
      ({ weight, stickiness }) => weight > 0 && weight <= 0.1 && !wholePercents(weight) && !stickiness,
      weighted(0.004, 0.001),
    ),
    share(
      'weight.highest',
      'a Weight between 0.1 and 0.15 must give its share',
      ({ weight, stickiness }) => weight > 0.1 && !stickiness,
      weighted(0.15),
    ),
    share(
      'weight.zero',
      'a Weight of 0 must send no viewer to the staging distribution',
      ({ weight }) => weight === 0,
      [...weighted(0)],
    ),
    share(
      'session.share',
      'with stickiness the share of sessions that start at staging must agree with Weight',
      ({ weight, stickiness }) => weight > 0 && stickiness !== undefined,
      [{ kind: 'weight', weight: 0.1, stickiness: { idle: 300, maximum: 600 } }],
    ),
  ].map((draft) => trafficRule(contract, draft));
}

async function judgeShare(lane: TrafficContext, deployment: Deployment, { weight }: Weighted): Promise<void> {
  const latest: ServedRequest[] = [];
  const seen = await observe(lane, questionOf(weight, lane.terms), async (number) => {
    await apart(lane, number);
    const viewer = newViewer(lane, deployment);
    const side = await viewer.ask();
    latest[number % 3] = viewer.views[0]!;
    return side === 'staging';
  });
  lane.recordCheck();
  const what = `${seen.hits} of ${seen.trials} viewers (${percent(seen.hits / seen.trials)})`;
  lane.chart({
    kind: 'share',
    title: `Weight ${weight}`,
    expected: weight,
    alarm: lane.terms.alarm,
    points: seen.points,
    outcome: OUTCOMES[seen.decision],
    broken: seen.decision === 'too many' || seen.decision === 'too few',
  });
  if (seen.decision === 'agrees') return;
  if (seen.decision === 'undecided')
    throw new SkipError(
      `inconclusive: ${what} went to staging, so the share is ${bandText(seen.band)}; raise --requests`,
      { hindrance: UNOBSERVED },
    );
  excuse(lane, seen, what);
  lane.reportViolation({
    operation: VIEWER_REQUEST,
    expected: `a share of ${percent(weight)}, which is Weight ${weight}`,
    actual: `${seen.decision}: ${what} went to staging; the share is ${bandText(seen.band)}${misreadings(weight, seen.trials, seen.hits)}`,
    steps: stepsOf(
      deployment,
      latest.filter((view) => view !== undefined),
    ),
  });
}

/** Throws SkipError for a deviation that the documentation does not rule out. */
function excuse(lane: TrafficContext, seen: Observation, what: string): void {
  if (seen.decision === 'too few') cannotTell(lane.edge, `only ${what} went to staging`);
  if (!lane.edge.addresses && seen.hits === seen.trials)
    throw new SkipError(
      `inconclusive: all of ${what} came from one address and went to staging, by which they may be known`,
      { hindrance: UNOBSERVED },
    );
  if (seen.decision === 'too many' && clustered(seen))
    throw new SkipError(`inconclusive: ${what} went to staging, but the viewers are not independent of each other`, {
      hindrance: UNOBSERVED,
    });
}

const OUTCOMES = {
  agrees: 'agrees',
  'too many': 'too many',
  'too few': 'too few',
  undecided: 'can not be told',
};
