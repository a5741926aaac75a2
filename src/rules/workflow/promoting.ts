import type { JsonObject } from '../../core/json.ts';
import type { Step } from '../../core/lane.ts';
import { call } from '../lifecycle/subject.ts';
import { GET_POLICY, PROMOTE, UPDATE_POLICY } from './operations.ts';
import {
  changed,
  distributionOf,
  type Make,
  mustFail,
  mustShow,
  needed,
  policyOf,
  read,
  see,
  type World,
} from './world.ts';

/** The promotion of the staging configuration, and what is there before and after it. */
export const promoting = {
  async promotedUnversioned(world) {
    return mustFail(world, await promote(world, {}), 'a promotion without If-Match succeeded');
  },
  async promotedStale(world) {
    const primary = needed(world.primary, 'primary distribution');
    const [oldest] = needed(world.staging, 'staging distribution').older;
    if (oldest === undefined) return undefined;
    const step = await promote(world, { IfMatch: `${primary.etag}, ${oldest}` });
    return mustFail(world, step, 'a promotion with an earlier ETag of the staging distribution succeeded');
  },
  async promotedOnEarlier(world) {
    const [oldest] = needed(world.primary, 'primary distribution').older;
    const staging = needed(world.staging, 'staging distribution');
    if (oldest === undefined) return undefined;
    const step = await promote(world, { IfMatch: `${oldest}, ${staging.etag}` });
    return mustFail(world, step, 'a promotion with an earlier ETag of the primary distribution succeeded');
  },
  primaryBeforePromotion: (world) => read(world, needed(world.primary, 'primary distribution')),
  stagingBeforePromotion: (world) => read(world, needed(world.staging, 'staging distribution')),
  async promoted(world) {
    const primary = needed(world.primary, 'primary distribution');
    const staging = needed(world.staging, 'staging distribution');
    const step = await promote(world, { IfMatch: `${primary.etag}, ${staging.etag}` });
    see(primary, distributionOf(world, step));
    return step;
  },
  async primaryAfterPromotion(world) {
    const primary = needed(world.primary, 'primary distribution');
    const step = await read(world, primary);
    return mustShow(world, primary, 'ContinuousDeploymentPolicyId', world.policy?.id, step);
  },
  stagingAfterPromotion: (world) => read(world, needed(world.staging, 'staging distribution')),
  async policyAfterPromotion(world) {
    const policy = needed(world.policy, 'policy');
    const step = await call(world.lane, GET_POLICY, { Id: policy.id });
    see(policy, policyOf(world, step));
    return step;
  },
  /** What follows is about a policy that is in use. */
  async policyEnabled(world) {
    const policy = needed(world.policy, 'policy');
    const config = changed(policy.config, { Enabled: true });
    const input = { Id: policy.id, IfMatch: policy.etag, ContinuousDeploymentPolicyConfig: config };
    const step = await call(world.lane, UPDATE_POLICY, input);
    see(policy, policyOf(world, step));
    return step;
  },
} satisfies Record<string, Make>;

function promote(world: World, version: JsonObject): Promise<Step> {
  const { id } = needed(world.primary, 'primary distribution');
  const staging = needed(world.staging, 'staging distribution');
  return call(world.lane, PROMOTE, { Id: id, StagingDistributionId: staging.id, ...version });
}
