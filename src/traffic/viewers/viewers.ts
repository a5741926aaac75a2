import type { Contract } from '../../core/contract.ts';
import { UNOBSERVED } from '../../core/hindrance.ts';
import { SkipError } from '../../core/test-context.ts';
import type { Deployment, ViewerAnswer } from '../../core/traffic.ts';
import type { Weighted } from '../policy.ts';
import {
  offered,
  openDeployment,
  type Terms,
  type TrafficContext,
  type TrafficRule,
  type TrafficRuleDraft,
  trafficRule,
  VIEWER_REQUEST,
  type Wish,
  withEach,
} from '../rules/rule.ts';
import { expectedCost } from '../statistics/cost.ts';
import type { Question } from '../statistics/sequential-test.ts';
import { apart, bandText, observe, percent } from './observe.ts';
import { newViewer, type ServedRequest, stepsOf } from './viewer.ts';

const STICKY: Weighted = { kind: 'weight', weight: 0.15, stickiness: { idle: 300, maximum: 3600 } };
const PLAIN: Weighted = { kind: 'weight', weight: 0.15 };

/** Common sense about viewers; the documentation is silent, so that these rules only warn. */
export function viewerRules(contract: Contract): TrafficRule[] {
  return [
    pairs(
      'viewers.independent',
      'viewers must be divided independently of each other, even those of one address',
      ['SessionStickinessConfig'],
      {
        fits: (traffic) => traffic.kind === 'weight' && traffic.weight > 0,
        wants: [STICKY],
      },
      async (lane, deployment) => {
        const first = newViewer(lane, deployment);
        const second = newViewer(lane, deployment, first.address);
        await Promise.all([first.ask(), second.ask()]);
        return [first.views[0]!, second.views[0]!];
      },
    ),
    pairs(
      'requests.independent',
      'without stickiness the requests of one viewer must be divided independently of each other',
      ['ContinuousDeploymentSingleWeightConfig.SessionStickinessConfig'],
      {
        fits: (traffic) => traffic.kind === 'weight' && traffic.weight > 0 && !traffic.stickiness,
        wants: [PLAIN],
      },
      async (lane, deployment) => {
        const viewer = newViewer(lane, deployment);
        await viewer.ask();
        await viewer.ask();
        return viewer.views;
      },
    ),
    {
      id: 'viewers.unaware',
      evidence: 'inferred',
      demands: 'nothing but the cookie may show a viewer that there are two distributions',
      places: ['ContinuousDeploymentPolicyConfig', 13],
      plan: (_: Terms, fixed) => (fixed ? [] : [{ about: 'answers of both', right: COMPARED, seconds: 0 }]),
      check: judgeUnaware,
    } satisfies TrafficRuleDraft,
  ].map((draft) => trafficRule(contract, draft));
}

/** A rule that two requests are independent. What is counted are pairs of which one at least went to the staging distribution: how often both did. */
function pairs(
  id: string,
  demands: string,
  places: TrafficRuleDraft['places'],
  wish: Wish<Weighted>,
  ask: (lane: TrafficContext, deployment: Deployment) => Promise<ServedRequest[]>,
): TrafficRuleDraft {
  return {
    id,
    evidence: 'inferred',
    demands,
    places,
    plan: (terms, fixed) =>
      offered(wish, fixed).map(({ weight }) => {
        return expectedCost(`Weight ${weight}`, bothOf(weight, terms), 1, 2 / someOf(weight));
      }),
    check: (lane) =>
      withEach(lane, wish, async (deployment, { weight }) => {
        const latest: ServedRequest[][] = [];
        const seen = await observe(
          lane,
          bothOf(weight, lane.terms),
          async (number) => {
            await apart(lane, number);
            const views = await ask(lane, deployment);
            const staged = views.filter(({ answer }) => answer.served === 'staging').length;
            if (staged === 0) return undefined;
            latest[0] = views;
            return staged === 2;
          },
          someOf(weight),
        );
        lane.recordCheck();
        const what = `${seen.hits} of ${seen.trials} pairs in which one went to staging had both there`;
        if (seen.decision === 'agrees') return;
        if (seen.trials === 0)
          throw new SkipError('no viewer goes to the staging distribution', { hindrance: UNOBSERVED });
        if (seen.decision === 'undecided')
          throw new SkipError(`inconclusive: ${what}; raise --requests`, { hindrance: UNOBSERVED });
        lane.reportViolation({
          operation: VIEWER_REQUEST,
          expected: `both at the staging distribution in ${percent(weight / (2 - weight))} of the pairs in which one is (Weight ${weight})`,
          actual: `${seen.decision}: ${what}; the share is ${bandText(seen.band)}`,
          steps: stepsOf(deployment, latest[0] ?? []),
        });
      }),
  };
}

/** The share of the pairs that have one at the staging distribution, if the two are independent. */
const someOf = (weight: number): number => 1 - (1 - weight) ** 2;

/** The share of the pairs with one at the staging distribution that have both there, if the two are independent. */
function bothOf(weight: number, { alarm, miss, requests }: Terms): Question {
  const rate = weight / (2 - weight);
  return {
    rate,
    low: rate / 4,
    high: Math.min(4 * rate, (1 + rate) / 2),
    alarm,
    miss,
    most: Math.min(Math.ceil((requests * someOf(weight)) / 2), 20_000),
  };
}

/** Answers that are compared. */
const COMPARED = 400;

async function judgeUnaware(lane: TrafficContext): Promise<void> {
  if (lane.controller.fixed)
    throw new SkipError('the two distributions may be made to differ', { hindrance: { kind: 'transport' } });
  for (const traffic of [PLAIN, STICKY]) {
    const deployment = await openDeployment(lane, traffic);
    try {
      const answers: Record<'primary' | 'staging', ViewerAnswer[]> = { primary: [], staging: [] };
      const examples: Partial<Record<'primary' | 'staging', ServedRequest>> = {};
      for (let number = 0; number < COMPARED; number++) {
        const viewer = newViewer(lane, deployment);
        const side = await viewer.ask();
        answers[side].push(viewer.views[0]!.answer);
        examples[side] = viewer.views[0]!;
      }
      if (answers.staging.length < 10 || answers.primary.length < 10)
        throw new SkipError(`too few answers to compare: ${answers.staging.length} of the staging distribution`, {
          hindrance: UNOBSERVED,
        });
      lane.recordCheck();
      const told = tells(answers.primary, answers.staging, traffic, lane.edge.marker);
      if (told === undefined) continue;
      lane.reportViolation({
        operation: VIEWER_REQUEST,
        expected: 'answers of both distributions that differ in no more than a cookie',
        actual: told,
        steps: stepsOf(deployment, [examples.primary!, examples.staging!]),
      });
    } finally {
      await deployment.close();
    }
  }
}

/** What tells the answers of two distributions apart for certain, in words; undefined for nothing. */
function tells(
  primary: ViewerAnswer[],
  staging: ViewerAnswer[],
  { stickiness }: Weighted,
  marker: string | undefined,
): string | undefined {
  const statuses = (answers: ViewerAnswer[]): string =>
    [...new Set(answers.map(({ status }) => status))].sort().join(' or ');
  if (statuses(primary) !== statuses(staging))
    return `the primary distribution answers ${statuses(primary)}, the staging one ${statuses(staging)}`;
  const names = (answers: ViewerAnswer[]) => new Set(answers.flatMap(({ headers }) => Object.keys(headers)));
  const always = (name: string, answers: ViewerAnswer[]): boolean => answers.every(({ headers }) => name in headers);
  for (const name of new Set([...names(primary), ...names(staging)])) {
    if (name === marker) continue;
    if (!names(primary).has(name) && always(name, staging)) return `only the staging distribution sends ${name}`;
    if (!names(staging).has(name) && always(name, primary)) return `only the primary distribution sends ${name}`;
  }
  if (!stickiness && [...primary, ...staging].every(({ cookies }) => cookies.length > 0))
    return 'every answer sets a cookie, though no stickiness is configured';
  return undefined;
}
