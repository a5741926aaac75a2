import { call } from '../lifecycle/subject.ts';
import { waitFor } from '../wait.ts';
import { DELETE, DELETE_POLICY, GET_POLICY } from './operations.ts';
import { attachedPolicy, makeStaging } from './setting-up.ts';
import {
  expectHas,
  type Make,
  mustFail,
  mustSucceed,
  needed,
  olderEtag,
  policyOf,
  read,
  see,
  type Thing,
  update,
  versionOf,
  type World,
} from './world.ts';

/** What is lacking where a policy can't be detached, and where it can't be deleted, so that it still names its staging distribution. */
export const DETACHED = 'detached policy';
export const FREE = 'staging distribution without a policy';

/** Detach, delete, disable, wait, delete: the order in which the service lets go of things. */
export const undoing = {
  async detached(world) {
    attachedPolicy(world);
    const step = await update(world, needed(world.primary, 'primary distribution'), {
      ContinuousDeploymentPolicyId: '',
    });
    return mustSucceed(world, step, DETACHED, 'continuous-deployment.detach');
  },
  async primaryAfterDetach(world) {
    attachedPolicy(world);
    expectHas(world, DETACHED);
    return read(world, needed(world.primary, 'primary distribution'));
  },
  async policyDeleted(world) {
    const policy = needed(world.policy, 'policy');
    expectHas(world, DETACHED);
    see(policy, policyOf(world, await call(world.lane, GET_POLICY, { Id: policy.id })));
    const step = await call(world.lane, DELETE_POLICY, { Id: policy.id, IfMatch: versionOf(policy) });
    return mustSucceed(world, step, FREE, 'continuous-deployment.delete.detached-policy');
  },
  async stagingDisabled(world) {
    const staging = needed(world.staging, 'staging distribution');
    expectHas(world, FREE);
    return disable(world, staging, 'disabled staging distribution');
  },
  async stagingDeletedStale(world) {
    const staging = needed(world.staging, 'staging distribution');
    expectHas(world, 'disabled staging distribution');
    await deployed(world, staging);
    const oldest = await olderEtag(world, staging);
    const step = await call(world.lane, DELETE, { Id: staging.id, IfMatch: oldest });
    return mustFail(world, step, async () => {
      delete world.staging;
      await makeStaging(world);
      await disable(world, needed(world.staging, 'staging distribution'), 'disabled staging distribution');
    });
  },
  async stagingDeleted(world) {
    expectHas(world, 'disabled staging distribution');
    return remove(world, needed(world.staging, 'staging distribution'));
  },
  async primaryDisabled(world) {
    return disable(world, needed(world.primary, 'primary distribution'), 'disabled primary distribution');
  },
  async primaryDeleted(world) {
    expectHas(world, 'disabled primary distribution');
    return remove(world, needed(world.primary, 'primary distribution'));
  },
} satisfies Record<string, Make>;

async function disable(world: World, thing: Thing, what: string): ReturnType<Make> {
  await read(world, thing);
  return mustSucceed(
    world,
    await update(world, thing, { ContinuousDeploymentPolicyId: undefined, Enabled: false }),
    what,
  );
}

async function remove(world: World, thing: Thing): ReturnType<Make> {
  await deployed(world, thing);
  return call(world.lane, DELETE, { Id: thing.id, IfMatch: versionOf(thing) });
}

/** Waits until a change has reached all of the network. */
async function deployed(world: World, thing: Thing): Promise<void> {
  const resource = world.contract.resources.Distribution!;
  await waitFor(world.lane, resource, thing.id, { path: ['Distribution', 'Status'], equals: 'Deployed' });
  await read(world, thing);
}
