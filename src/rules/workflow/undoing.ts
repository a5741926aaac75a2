import { call } from '../lifecycle/tracked-resource.ts';
import { waitFor } from '../wait.ts';
import { DELETE, DELETE_POLICY } from './operations.ts';
import { attachedPolicy, makeStaging } from './setting-up.ts';
import {
  expectHas,
  type Make,
  mustFail,
  mustSucceed,
  needed,
  olderEtag,
  read,
  readPolicy,
  update,
  versionOf,
  type WorkflowResource,
  type WorkflowState,
} from './workflow-state.ts';

/** What is lacking where a policy can't be detached, and where it can't be deleted, so that it still names its staging distribution. */
export const DETACHED = 'detached policy';
export const FREE = 'staging distribution without a policy';

/** Detach, delete, disable, wait, delete: the order in which the service lets go of things. */
export const undoing = {
  async detached(state) {
    attachedPolicy(state);
    const step = await update(state, needed(state.primary, 'primary distribution'), {
      ContinuousDeploymentPolicyId: '',
    });
    return mustSucceed(state, step, DETACHED, 'continuous-deployment.detach');
  },
  async primaryAfterDetach(state) {
    attachedPolicy(state);
    expectHas(state, DETACHED);
    return read(state, needed(state.primary, 'primary distribution'));
  },
  async policyDeleted(state) {
    const policy = needed(state.policy, 'policy');
    expectHas(state, DETACHED);
    await readPolicy(state, policy);
    const step = await call(state.lane, DELETE_POLICY, { Id: policy.id, IfMatch: versionOf(policy) });
    return mustSucceed(state, step, FREE, 'continuous-deployment.delete.detached-policy');
  },
  async stagingDisabled(state) {
    const staging = needed(state.staging, 'staging distribution');
    expectHas(state, FREE);
    return disable(state, staging, 'disabled staging distribution');
  },
  async stagingDeletedStale(state) {
    const staging = needed(state.staging, 'staging distribution');
    expectHas(state, 'disabled staging distribution');
    await deployed(state, staging);
    const oldest = await olderEtag(state, staging);
    const step = await call(state.lane, DELETE, { Id: staging.id, IfMatch: oldest });
    return mustFail(state, step, async () => {
      delete state.staging;
      await makeStaging(state);
      await disable(state, needed(state.staging, 'staging distribution'), 'disabled staging distribution');
    });
  },
  async stagingDeleted(state) {
    expectHas(state, 'disabled staging distribution');
    return remove(state, needed(state.staging, 'staging distribution'));
  },
  async primaryDisabled(state) {
    return disable(state, needed(state.primary, 'primary distribution'), 'disabled primary distribution');
  },
  async primaryDeleted(state) {
    expectHas(state, 'disabled primary distribution');
    return remove(state, needed(state.primary, 'primary distribution'));
  },
} satisfies Record<string, Make>;

async function disable(state: WorkflowState, resource: WorkflowResource, what: string): ReturnType<Make> {
  await read(state, resource);
  return mustSucceed(
    state,
    await update(state, resource, { ContinuousDeploymentPolicyId: undefined, Enabled: false }),
    what,
  );
}

async function remove(state: WorkflowState, resource: WorkflowResource): ReturnType<Make> {
  await deployed(state, resource);
  return call(state.lane, DELETE, { Id: resource.id, IfMatch: versionOf(resource) });
}

/** Waits until a change has reached all of the network. */
async function deployed(state: WorkflowState, distribution: WorkflowResource): Promise<void> {
  const resource = state.contract.resources.Distribution!;
  await waitFor(state.lane, resource, distribution.id, { path: ['Distribution', 'Status'], equals: 'Deployed' });
  await read(state, distribution);
}
