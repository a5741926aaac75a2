import type { Contract } from '../../core/contract.ts';
import { UNOBSERVED } from '../../core/hindrance.ts';
import { SkipError } from '../../core/test-context.ts';
import type { Deployment, Side } from '../../core/traffic.ts';
import { policyOf, type Traffic } from '../policy.ts';
import { newViewer, servedBy, stepsOf, type Viewer } from '../viewers/viewer.ts';
import {
  cannotTell,
  openDeployment,
  settled,
  type Terms,
  type TrafficContext,
  type TrafficRule,
  type TrafficRuleDraft,
  trafficRule,
  VIEWER_REQUEST,
} from './rule.ts';

const NAME = 'aws-cf-cd-conformance';
const header = (value: string): Traffic => ({ kind: 'header', name: NAME, value });
const STICKY: Traffic = { kind: 'weight', weight: 0.15, stickiness: { idle: 3600, maximum: 3600 } };

/** Viewers with sessions: of so many one at least is at the staging distribution, but for one time in ten million. */
const VIEWERS = 100;

const ENABLED = 'ContinuousDeploymentPolicyConfig.Enabled';

/** Rules on what a change of a policy does to traffic, once it has settled. */
export function effectRules(contract: Contract): TrafficRule[] {
  return [
    effect({
      right: 15,
      id: 'effect.update',
      demands: 'an update must take effect within the settling time',
      places: ['UpdateContinuousDeploymentPolicy', 'ContinuousDeploymentSingleHeaderConfig.Value'],
      check: judgeUpdate,
    }),
    effect({
      right: 2,
      id: 'effect.enable',
      demands: 'a disabled policy must have no effect until it is enabled',
      places: [ENABLED],
      check: judgeEnable,
    }),
    effect({
      right: 2 * VIEWERS + 2,
      id: 'effect.disable',
      demands: 'after a policy is disabled, all traffic must reach the primary distribution',
      places: [ENABLED],
      check: (lane) =>
        judgeEnd(lane, 'disabled', (deployment) => deployment.update({ ...deployment.policy, Enabled: false })),
    }),
    effect({
      right: 2 * VIEWERS + 2,
      id: 'effect.detach',
      demands: 'after a policy is detached, all traffic must reach the primary distribution',
      places: ['DistributionConfig.ContinuousDeploymentPolicyId', 3],
      check: (lane) => judgeEnd(lane, 'detached', (deployment) => deployment.detach()),
    }),
    effect({
      right: 2 * VIEWERS + 2,
      id: 'effect.promote',
      demands: 'after a promotion, which disables the policy, all traffic must reach the primary distribution',
      places: ['UpdateDistributionWithStagingConfig', 9],
      check(lane) {
        if (!lane.edge.tellsDistributions)
          throw new SkipError('a promotion would also move the marker to the primary distribution', {
            hindrance: { kind: 'transport' },
          });
        return judgeEnd(lane, 'promoted', (deployment) => deployment.promote());
      },
    }),
    {
      id: 'staging.name',
      demands: 'viewers must not reach a staging distribution by its own name',
      places: [13],
      plan: () => [{ about: 'its own name', right: 1, seconds: 0 }],
      check: judgeName,
    } satisfies TrafficRuleDraft,
  ].map((draft) => trafficRule(contract, draft));
}

/** `right`: requests that it takes. */
function effect({ right, ...draft }: Omit<TrafficRuleDraft, 'plan'> & { right: number }): TrafficRuleDraft {
  return {
    ...draft,
    plan: ({ settle }: Terms, fixed) =>
      fixed ? [] : [{ about: 'policies of its own', right, seconds: (2 * settle) / 1000 }],
    async check(lane) {
      if (lane.controller.fixed)
        throw new SkipError('the attached policy cannot be changed', { hindrance: { kind: 'transport' } });
      await draft.check(lane);
    },
  };
}

async function judgeUpdate(lane: TrafficContext): Promise<void> {
  await onDeployment(lane, header('before'), async (deployment) => {
    const viewer = newViewer(lane, deployment);
    await demandBefore(viewer, 'before');
    await deployment.update(policyOf(header('after')));
    await settled(lane);
    await demand(lane, deployment, viewer, { value: 'before', side: 'primary', why: 'the value was replaced' });
    await demand(lane, deployment, viewer, { value: 'after', side: 'staging', why: 'the policy has this value now' });
    await deployment.update(policyOf({ kind: 'weight', weight: 0.15 }));
    await settled(lane);
    await demandNone(lane, deployment, [viewer], {
      value: 'after',
      why: 'the policy has a weight now and no header',
      requests: 12,
    });
  });
}

async function judgeEnable(lane: TrafficContext): Promise<void> {
  const traffic = header('on');
  const deployment = await openDeployment(lane, traffic, false);
  try {
    const viewer = newViewer(lane, deployment);
    await demand(lane, deployment, viewer, { value: 'on', side: 'primary', why: 'the policy is disabled' });
    await deployment.update(policyOf(traffic));
    await settled(lane);
    await demand(lane, deployment, viewer, { value: 'on', side: 'staging', why: 'the policy is enabled' });
  } finally {
    await deployment.close();
  }
}

/** The end of a policy's effect, seen by a header and by viewers that have sessions. */
async function judgeEnd(
  lane: TrafficContext,
  ended: string,
  end: (deployment: Deployment) => Promise<void>,
): Promise<void> {
  await onDeployment(lane, header('on'), async (deployment) => {
    const viewer = newViewer(lane, deployment);
    await demandBefore(viewer, 'on');
    await end(deployment);
    await settled(lane);
    await demand(lane, deployment, viewer, { value: 'on', side: 'primary', why: `the policy is ${ended}` });
  });
  await onDeployment(lane, STICKY, async (deployment) => {
    const viewers = Array.from({ length: VIEWERS }, () => newViewer(lane, deployment));
    let staged = 0;
    for (const viewer of viewers) if ((await viewer.ask()) === 'staging') staged++;
    if (staged === 0)
      throw new SkipError('no viewer reached the staging distribution before the change', { hindrance: UNOBSERVED });
    await end(deployment);
    await settled(lane);
    await demandNone(lane, deployment, viewers, { why: `the policy is ${ended}`, requests: 1 });
  });
}

async function onDeployment(
  lane: TrafficContext,
  traffic: Traffic,
  check: (deployment: Deployment) => Promise<void>,
): Promise<void> {
  const deployment = await openDeployment(lane, traffic);
  try {
    await check(deployment);
  } finally {
    await deployment.close();
  }
}

/** Throws SkipError where the header leads nowhere even before the change. */
async function demandBefore(viewer: Viewer, value: string): Promise<void> {
  if ((await viewer.ask({ [NAME]: value })) !== 'staging')
    throw new SkipError('the header does not lead to the staging distribution even before the change', {
      hindrance: UNOBSERVED,
    });
}

async function demand(
  lane: TrafficContext,
  deployment: Deployment,
  viewer: Viewer,
  { value, side, why }: { value: string; side: Side; why: string },
): Promise<void> {
  const served = await viewer.ask({ [NAME]: value });
  lane.recordCheck();
  if (served === side) return;
  if (served === 'primary') cannotTell(lane.edge, 'a request went to the primary distribution');
  broken(lane, deployment, viewer, side, why);
}

/** Demands that not all of so many requests of a viewer go to the staging distribution. `value`: of the header. */
async function demandNone(
  lane: TrafficContext,
  deployment: Deployment,
  viewers: readonly Viewer[],
  { value, why, requests }: { value?: string; why: string; requests: number },
): Promise<void> {
  for (const viewer of viewers) {
    let staged = 0;
    for (let index = 0; index < requests; index++) {
      if ((await viewer.ask(value === undefined ? {} : { [NAME]: value })) === 'staging') staged++;
    }
    lane.recordCheck();
    if (staged === requests) return broken(lane, deployment, viewer, 'primary', why);
  }
}

function broken(
  { reportViolation: report, terms }: TrafficContext,
  deployment: Deployment,
  viewer: Viewer,
  side: Side,
  why: string,
): void {
  const last = viewer.views.at(-1)!;
  report({
    operation: VIEWER_REQUEST,
    expected: `the ${side} distribution, because ${why}`,
    actual: `the ${servedBy(last.answer)} distribution ${terms.settle / 1000} s after the change`,
    steps: stepsOf(deployment, viewer.views),
  });
}

async function judgeName(lane: TrafficContext): Promise<void> {
  const traffic: Traffic = { kind: 'weight', weight: 0.15 };
  const deployment = await openDeployment(lane, traffic);
  try {
    const { stagingHost } = deployment;
    if (stagingHost === undefined)
      throw new SkipError('the name of the staging distribution is not known', { hindrance: { kind: 'transport' } });
    const { clock } = lane.edge;
    const request = { host: stagingHost, path: '/', headers: {}, address: '10.0.0.1', at: clock.now() };
    const answer = await lane.view(request);
    lane.recordCheck();
    if (answer.served !== 'staging') return;
    lane.reportViolation({
      operation: VIEWER_REQUEST,
      expected: 'a refusal, or the primary distribution',
      actual: `the staging distribution for ${stagingHost}`,
      steps: stepsOf(deployment, [{ request, answer }]),
    });
  } finally {
    await deployment.close();
  }
}
