import type { JsonObject } from '../../core/json.ts';
import type { Step } from '../../core/test-context.ts';
import { call } from '../lifecycle/subject.ts';
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
  see,
  versionOf,
  type World,
} from './world.ts';

/** What is lacking where a promotion was refused. */
export const PROMOTION = 'promotion';

/** The same where the policy can't be enabled again. */
export const ENABLED = 'policyEnabled';

/** The promotion of the staging configuration, and what is there before and after it. */
export const promoting = {
  async promotedUnversioned(world) {
    const restore = undoPromotion(world);
    return mustFail(world, await promote(world, {}), restore);
  },
  async promotedStale(world) {
    const primary = needed(world.primary, 'primary distribution');
    const oldest = await olderEtag(world, needed(world.staging, 'staging distribution'));
    const restore = undoPromotion(world);
    return mustFail(world, await promote(world, { IfMatch: `${versionOf(primary)}, ${oldest}` }), restore);
  },
  async promotedOnEarlier(world) {
    const oldest = await olderEtag(world, needed(world.primary, 'primary distribution'));
    const staging = needed(world.staging, 'staging distribution');
    const restore = undoPromotion(world);
    return mustFail(world, await promote(world, { IfMatch: `${oldest}, ${versionOf(staging)}` }), restore);
  },
  primaryBeforePromotion: (world) => read(world, needed(world.primary, 'primary distribution')),
  stagingBeforePromotion: (world) => read(world, needed(world.staging, 'staging distribution')),
  async promoted(world) {
    const primary = needed(world.primary, 'primary distribution');
    const staging = needed(world.staging, 'staging distribution');
    const step = await promote(world, { IfMatch: `${versionOf(primary)}, ${versionOf(staging)}` });
    see(primary, distributionOf(world, step));
    // A target that has lost the names which the policy was given can't promote: that is a matter of the round trip.
    const names = JSON.stringify(world.policy?.config.StagingDistributionDnsNames ?? {});
    return mustSucceed(
      world,
      step,
      PROMOTION,
      names.includes(staging.name) ? 'continuous-deployment.promote' : undefined,
    );
  },
  async primaryAfterPromotion(world) {
    expectHas(world, PROMOTION);
    const primary = needed(world.primary, 'primary distribution');
    const step = await read(world, primary);
    const { policy, lacking } = world;
    const lost = policy && !lacking.has('attached policy') && primary.config.ContinuousDeploymentPolicyId !== policy.id;
    if (lost) world.restore = async () => void (await attach(world));
    return step;
  },
  async stagingAfterPromotion(world) {
    expectHas(world, PROMOTION);
    return read(world, needed(world.staging, 'staging distribution'));
  },
  async policyAfterPromotion(world) {
    expectHas(world, PROMOTION);
    const policy = attachedPolicy(world);
    const step = await call(world.lane, GET_POLICY, { Id: policy.id });
    see(policy, policyOf(world, step));
    return step;
  },
  /** What follows is about a policy that is in use. */
  async policyEnabled(world) {
    const policy = needed(world.policy, 'policy');
    const enable = (): Promise<Step> =>
      call(world.lane, UPDATE_POLICY, {
        Id: policy.id,
        IfMatch: versionOf(policy),
        ContinuousDeploymentPolicyConfig: changed(policy.config, { Enabled: true }),
      });
    let step = await enable();
    const { staleIfMatch } = world.contract.resources.ContinuousDeploymentPolicy!.errors;
    // A promotion of which nothing could be read may have changed the policy.
    if (step.outcome.kind === 'refused' && staleIfMatch.includes(step.outcome.error.code)) {
      see(policy, policyOf(world, await call(world.lane, GET_POLICY, { Id: policy.id })));
      step = await enable();
    }
    see(policy, policyOf(world, step));
    return mustSucceed(world, step, ENABLED, 'lifecycle.update.accepts-supported');
  },
} satisfies Record<string, Make>;

function promote(world: World, version: JsonObject): Promise<Step> {
  const { id } = needed(world.primary, 'primary distribution');
  const staging = needed(world.staging, 'staging distribution');
  return call(world.lane, PROMOTE, { Id: id, StagingDistributionId: staging.id, ...version });
}
