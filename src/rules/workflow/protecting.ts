import { ECHOES, foundElsewhere } from '../hindered.ts';
import { call } from '../lifecycle/tracked-resource.ts';
import { uniqueText } from '../unique.ts';
import { policyFor } from './configs.ts';
import { create } from './creating.ts';
import { IDLE } from './making.ts';
import { CREATE_POLICY, DELETE, DELETE_POLICY, UPDATE_POLICY } from './operations.ts';
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
  read,
  readPolicy,
  update,
  versionOf,
} from './workflow-state.ts';

/** What is lacking where no policy names the disabled staging distribution. */
const NAMED = 'idleNamed';

/** What must not be done to things that are in use, the most harmful last. */
export const protecting = {
  async attachedElsewhere(state) {
    const { id } = attachedPolicy(state);
    const made = await create(state, { Enabled: false });
    const second = distributionOf(state, made);
    if (!second) throw lacks(state, 'second primary distribution', made, 'continuous-deployment.create.primary');
    const step = await update(state, second, { ContinuousDeploymentPolicyId: id });
    if (step.outcome.kind === 'response') await update(state, second, { ContinuousDeploymentPolicyId: '' });
    return step;
  },
  async updatedWithoutPolicyId(state) {
    const primary = needed(state.primary, 'primary distribution');
    attachedPolicy(state);
    return update(state, primary, { ContinuousDeploymentPolicyId: undefined, Comment: 'without policy id' });
  },
  async primaryAfterOmission(state) {
    const primary = needed(state.primary, 'primary distribution');
    const step = await read(state, primary);
    const { id } = attachedPolicy(state);
    if (primary.config.ContinuousDeploymentPolicyId === id) return step;
    // The page says that an update replaces all, so it is attached again and what follows is judged.
    await update(state, primary, { ContinuousDeploymentPolicyId: id });
    return step;
  },
  async updatedToHttp3(state) {
    attachedPolicy(state);
    return update(state, needed(state.primary, 'primary distribution'), { HttpVersion: 'http3' });
  },
  stagingWithAliases: (state) =>
    update(state, needed(state.staging, 'staging distribution'), {
      ContinuousDeploymentPolicyId: undefined,
      Aliases: { Quantity: 1, Items: [`${uniqueText(state.lane)}.example.com`] },
    }),
  async idleNamed(state) {
    if (!state.idle) {
      const made = await create(state, { Staging: true, Enabled: false });
      const idle = distributionOf(state, made);
      if (!idle) throw lacks(state, IDLE, made, 'continuous-deployment.create.staging');
      state.idle = idle;
    }
    const config = policyFor(needed(state.idle, IDLE).name);
    const step = await call(state.lane, CREATE_POLICY, { ContinuousDeploymentPolicyConfig: config });
    return mustSucceed(state, step, NAMED, 'continuous-deployment.policy-for-copy');
  },
  async idleDeletedInUse(state) {
    expectHas(state, NAMED);
    const idle = needed(state.idle, IDLE);
    await read(state, idle);
    return call(state.lane, DELETE, { Id: idle.id, IfMatch: versionOf(idle) });
  },
  async deletedEnabled(state) {
    const primary = needed(state.primary, 'primary distribution');
    await read(state, primary);
    const step = await call(state.lane, DELETE, { Id: primary.id, IfMatch: versionOf(primary) });
    return mustFail(state, step, async () => {
      delete state.primary;
      await makeAgain(state);
    });
  },
  async policyDeletedInUse(state) {
    const policy = attachedPolicy(state);
    await readPolicy(state, policy);
    // Of a policy that is disabled the records contradict each other (FIELD 2).
    if (policy.config.Enabled !== true)
      throw state.lacking.get(ENABLED) ?? foundElsewhere('the policy is not enabled', UPDATE_POLICY, [...ECHOES]);
    const step = await call(state.lane, DELETE_POLICY, { Id: policy.id, IfMatch: versionOf(policy) });
    return mustFail(state, step, async () => {
      await makePolicy(state);
      await attach(state);
    });
  },
  async stagingDisabledInUse(state) {
    const staging = needed(state.staging, 'staging distribution');
    needed(state.policy, 'policy');
    const step = await update(state, staging, { ContinuousDeploymentPolicyId: undefined, Enabled: false });
    if (step.outcome.kind === 'response') await update(state, staging, { Enabled: true });
    return step;
  },
} satisfies Record<string, Make>;
