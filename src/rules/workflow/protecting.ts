import { ECHOES, foundElsewhere } from '../hindered.ts';
import { call } from '../lifecycle/subject.ts';
import { uniqueText } from '../unique.ts';
import { policyFor } from './configs.ts';
import { create } from './creating.ts';
import { IDLE } from './making.ts';
import { CREATE_POLICY, DELETE, DELETE_POLICY, GET_POLICY, UPDATE_POLICY } from './operations.ts';
import { ENABLED } from './promoting.ts';
import { makeAgain } from './restoring.ts';
import { attach, attachedPolicy, makePolicy } from './setting-up.ts';
import {
  distributionOf,
  expectHas,
  lacks,
  type Make,
  mustFail,
  mustSucceed,
  needed,
  policyOf,
  read,
  see,
  update,
  versionOf,
} from './world.ts';

/** What is lacking where no policy names the disabled staging distribution. */
const NAMED = 'idleNamed';

/** What must not be done to things that are in use, the most harmful last. */
export const protecting = {
  async attachedElsewhere(world) {
    const { id } = attachedPolicy(world);
    const made = await create(world, { Enabled: false });
    const second = distributionOf(world, made);
    if (!second) throw lacks(world, 'second primary distribution', made, 'continuous-deployment.create.primary');
    const step = await update(world, second, { ContinuousDeploymentPolicyId: id });
    if (step.outcome.kind === 'response') await update(world, second, { ContinuousDeploymentPolicyId: '' });
    return step;
  },
  async updatedWithoutPolicyId(world) {
    const primary = needed(world.primary, 'primary distribution');
    attachedPolicy(world);
    return update(world, primary, { ContinuousDeploymentPolicyId: undefined, Comment: 'without policy id' });
  },
  async primaryAfterOmission(world) {
    const primary = needed(world.primary, 'primary distribution');
    const step = await read(world, primary);
    const { id } = attachedPolicy(world);
    if (primary.config.ContinuousDeploymentPolicyId === id) return step;
    // The page says that an update replaces all, so it is attached again and what follows is judged.
    await update(world, primary, { ContinuousDeploymentPolicyId: id });
    return step;
  },
  async updatedToHttp3(world) {
    attachedPolicy(world);
    return update(world, needed(world.primary, 'primary distribution'), { HttpVersion: 'http3' });
  },
  stagingWithAliases: (world) =>
    update(world, needed(world.staging, 'staging distribution'), {
      ContinuousDeploymentPolicyId: undefined,
      Aliases: { Quantity: 1, Items: [`${uniqueText(world.lane)}.example.com`] },
    }),
  async idleNamed(world) {
    if (!world.idle) {
      const made = await create(world, { Staging: true, Enabled: false });
      const idle = distributionOf(world, made);
      if (!idle) throw lacks(world, IDLE, made, 'continuous-deployment.create.staging');
      world.idle = idle;
    }
    const config = policyFor(needed(world.idle, IDLE).name);
    const step = await call(world.lane, CREATE_POLICY, { ContinuousDeploymentPolicyConfig: config });
    return mustSucceed(world, step, NAMED, 'continuous-deployment.policy-for-copy');
  },
  async idleDeletedInUse(world) {
    expectHas(world, NAMED);
    const idle = needed(world.idle, IDLE);
    await read(world, idle);
    return call(world.lane, DELETE, { Id: idle.id, IfMatch: versionOf(idle) });
  },
  async deletedEnabled(world) {
    const primary = needed(world.primary, 'primary distribution');
    await read(world, primary);
    const step = await call(world.lane, DELETE, { Id: primary.id, IfMatch: versionOf(primary) });
    return mustFail(world, step, async () => {
      delete world.primary;
      await makeAgain(world);
    });
  },
  async policyDeletedInUse(world) {
    const policy = attachedPolicy(world);
    see(policy, policyOf(world, await call(world.lane, GET_POLICY, { Id: policy.id })));
    // Of a policy that is disabled the records contradict each other (FIELD 2).
    if (policy.config.Enabled !== true)
      throw world.lacking.get(ENABLED) ?? foundElsewhere('the policy is not enabled', UPDATE_POLICY, [...ECHOES]);
    const step = await call(world.lane, DELETE_POLICY, { Id: policy.id, IfMatch: versionOf(policy) });
    return mustFail(world, step, async () => {
      await makePolicy(world);
      await attach(world);
    });
  },
  async stagingDisabledInUse(world) {
    const staging = needed(world.staging, 'staging distribution');
    needed(world.policy, 'policy');
    const step = await update(world, staging, { ContinuousDeploymentPolicyId: undefined, Enabled: false });
    if (step.outcome.kind === 'response') await update(world, staging, { Enabled: true });
    return step;
  },
} satisfies Record<string, Make>;
