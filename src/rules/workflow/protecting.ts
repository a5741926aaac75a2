import { call } from '../lifecycle/subject.ts';
import { uniqueText } from '../unique.ts';
import { policyFor } from './configs.ts';
import { create } from './making.ts';
import { CREATE_POLICY, DELETE, DELETE_POLICY, GET_POLICY } from './operations.ts';
import { distributionOf, type Make, mustFail, needed, policyOf, read, see, update } from './world.ts';

/** What must not be done to things that are in use, the most harmful last. */
export const protecting = {
  async attachedElsewhere(world) {
    const { id } = needed(world.policy, 'policy');
    const second = distributionOf(world, await create(world, { Enabled: false }));
    if (!second) return undefined;
    const step = await update(world, second, { ContinuousDeploymentPolicyId: id });
    if (step.outcome.kind === 'response') await update(world, second, { ContinuousDeploymentPolicyId: '' });
    return step;
  },
  async updatedWithoutPolicyId(world) {
    const primary = needed(world.primary, 'primary distribution');
    return update(world, primary, { ContinuousDeploymentPolicyId: undefined, Comment: 'without policy id' });
  },
  async primaryAfterOmission(world) {
    const primary = needed(world.primary, 'primary distribution');
    const step = await read(world, primary);
    const { id } = needed(world.policy, 'policy');
    if (primary.config.ContinuousDeploymentPolicyId === id) return step;
    // The page says that an update replaces all, so it is attached again and what follows is judged.
    await update(world, primary, { ContinuousDeploymentPolicyId: id });
    return step;
  },
  updatedToHttp3: (world) => update(world, needed(world.primary, 'primary distribution'), { HttpVersion: 'http3' }),
  stagingWithAliases: (world) =>
    update(world, needed(world.staging, 'staging distribution'), {
      ContinuousDeploymentPolicyId: undefined,
      Aliases: { Quantity: 1, Items: [`${uniqueText(world.lane)}.example.com`] },
    }),
  async idleNamed(world) {
    if (!world.idle) return undefined;
    const config = policyFor(world.idle.name);
    const step = await call(world.lane, CREATE_POLICY, { ContinuousDeploymentPolicyConfig: config });
    world.idleIsNamed = step.outcome.kind === 'response';
    return step;
  },
  async idleDeletedInUse(world) {
    if (!world.idle || !world.idleIsNamed) return undefined;
    await read(world, world.idle);
    return call(world.lane, DELETE, { Id: world.idle.id, IfMatch: world.idle.etag });
  },
  async deletedEnabled(world) {
    const primary = needed(world.primary, 'primary distribution');
    await read(world, primary);
    const step = await call(world.lane, DELETE, { Id: primary.id, IfMatch: primary.etag });
    return mustFail(world, step, 'an enabled distribution was deleted');
  },
  async policyDeletedInUse(world) {
    const policy = needed(world.policy, 'policy');
    see(policy, policyOf(world, await call(world.lane, GET_POLICY, { Id: policy.id })));
    // Of a policy that is disabled the records contradict each other (FIELD 2).
    if (policy.config.Enabled !== true) return undefined;
    const step = await call(world.lane, DELETE_POLICY, { Id: policy.id, IfMatch: policy.etag });
    return mustFail(world, step, 'a policy that is attached was deleted');
  },
  async stagingDisabledInUse(world) {
    const staging = needed(world.staging, 'staging distribution');
    const step = await update(world, staging, { ContinuousDeploymentPolicyId: undefined, Enabled: false });
    if (step.outcome.kind === 'response') await update(world, staging, { Enabled: true });
    return step;
  },
} satisfies Record<string, Make>;
