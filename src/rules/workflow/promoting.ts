import type { JsonObject } from '../../core/json.ts';
import type { Step } from '../../core/test-context.ts';
import { call } from '../lifecycle/tracked-resource.ts';
import { GET_POLICY, PROMOTE, UPDATE_POLICY } from './operations.ts';
import { undoPromotion } from './restoring.ts';
import { attach, attachedPolicy } from './setting-up.ts';
import {
  changed,
  distributionOf,
  expectHas,
  type Make,
  mustFail,
  mustSucceed,
  needed,
  olderEtag,
  policyOf,
  read,
  readPolicy,
  see,
  versionOf,
  type WorkflowState,
} from './workflow-state.ts';

/** What is lacking where a promotion was refused. */
export const PROMOTION = 'promotion';

/** The same where the policy can't be enabled again. */
export const ENABLED = 'policyEnabled';

/** The promotion of the staging configuration, and what is there before and after it. */
export const promoting = {
  async promotedUnversioned(state) {
    const restore = undoPromotion(state);
    return mustFail(state, await promote(state, {}), restore);
  },
  async promotedStale(state) {
    const primary = needed(state.primary, 'primary distribution');
    const oldest = await olderEtag(state, needed(state.staging, 'staging distribution'));
    const restore = undoPromotion(state);
    return mustFail(state, await promote(state, { IfMatch: `${versionOf(primary)}, ${oldest}` }), restore);
  },
  async promotedOnEarlier(state) {
    const oldest = await olderEtag(state, needed(state.primary, 'primary distribution'));
    const staging = needed(state.staging, 'staging distribution');
    const restore = undoPromotion(state);
    return mustFail(state, await promote(state, { IfMatch: `${oldest}, ${versionOf(staging)}` }), restore);
  },
  primaryBeforePromotion: (state) => read(state, needed(state.primary, 'primary distribution')),
  stagingBeforePromotion: (state) => read(state, needed(state.staging, 'staging distribution')),
  async promoted(state) {
    const primary = needed(state.primary, 'primary distribution');
    const staging = needed(state.staging, 'staging distribution');
    const step = await promote(state, { IfMatch: `${versionOf(primary)}, ${versionOf(staging)}` });
    see(primary, distributionOf(state, step));
    // A target that has lost the names which the policy was given can't promote: that is a matter of the round trip.
    const names = JSON.stringify(state.policy?.config.StagingDistributionDnsNames ?? {});
    return mustSucceed(
      state,
      step,
      PROMOTION,
      names.includes(staging.name) ? 'continuous-deployment.promote' : undefined,
    );
  },
  async primaryAfterPromotion(state) {
    expectHas(state, PROMOTION);
    const primary = needed(state.primary, 'primary distribution');
    const step = await read(state, primary);
    const { policy, lacking } = state;
    const lost = policy && !lacking.has('attached policy') && primary.config.ContinuousDeploymentPolicyId !== policy.id;
    if (lost) state.restore = async () => void (await attach(state));
    return step;
  },
  async stagingAfterPromotion(state) {
    expectHas(state, PROMOTION);
    return read(state, needed(state.staging, 'staging distribution'));
  },
  async policyAfterPromotion(state) {
    expectHas(state, PROMOTION);
    const policy = attachedPolicy(state);
    const step = await call(state.lane, GET_POLICY, { Id: policy.id });
    see(policy, policyOf(state, step));
    return step;
  },
  /** What follows is about a policy that is in use. */
  async policyEnabled(state) {
    const policy = needed(state.policy, 'policy');
    const enable = (): Promise<Step> =>
      call(state.lane, UPDATE_POLICY, {
        Id: policy.id,
        IfMatch: versionOf(policy),
        ContinuousDeploymentPolicyConfig: changed(policy.config, { Enabled: true }),
      });
    let step = await enable();
    const { staleIfMatch } = state.contract.resources.ContinuousDeploymentPolicy!.errors;
    // A promotion of which nothing could be read may have changed the policy.
    if (step.outcome.kind === 'refused' && staleIfMatch.includes(step.outcome.error.code)) {
      await readPolicy(state, policy);
      step = await enable();
    }
    see(policy, policyOf(state, step));
    return mustSucceed(state, step, ENABLED, 'lifecycle.update.accepts-supported');
  },
} satisfies Record<string, Make>;

function promote(state: WorkflowState, version: JsonObject): Promise<Step> {
  const { id } = needed(state.primary, 'primary distribution');
  const staging = needed(state.staging, 'staging distribution');
  return call(state.lane, PROMOTE, { Id: id, StagingDistributionId: staging.id, ...version });
}
