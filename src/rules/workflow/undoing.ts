import { call } from '../lifecycle/subject.ts';
import { waitFor } from '../wait.ts';
import { DELETE, DELETE_POLICY, GET_POLICY } from './operations.ts';
import { type Make, mustSucceed, needed, policyOf, read, see, type Thing, update, type World } from './world.ts';

/** Detach, delete, disable, wait, delete: the order in which the service lets go of things. */
export const undoing = {
  detached: async (world) =>
    mustSucceed(
      world,
      await update(world, needed(world.primary, 'primary distribution'), { ContinuousDeploymentPolicyId: '' }),
    ),
  primaryAfterDetach: (world) => read(world, needed(world.primary, 'primary distribution')),
  async policyDeleted(world) {
    const policy = needed(world.policy, 'policy');
    see(policy, policyOf(world, await call(world.lane, GET_POLICY, { Id: policy.id })));
    return mustSucceed(world, await call(world.lane, DELETE_POLICY, { Id: policy.id, IfMatch: policy.etag }));
  },
  stagingDisabled: async (world) => disable(world, needed(world.staging, 'staging distribution')),
  async stagingDeletedStale(world) {
    const staging = needed(world.staging, 'staging distribution');
    await deployed(world, staging);
    const [oldest] = staging.older;
    if (oldest === undefined) return undefined;
    return call(world.lane, DELETE, { Id: staging.id, IfMatch: oldest });
  },
  stagingDeleted: (world) => remove(world, needed(world.staging, 'staging distribution')),
  primaryDisabled: async (world) => disable(world, needed(world.primary, 'primary distribution')),
  primaryDeleted: (world) => remove(world, needed(world.primary, 'primary distribution')),
} satisfies Record<string, Make>;

async function disable(world: World, thing: Thing): ReturnType<Make> {
  await read(world, thing);
  return mustSucceed(world, await update(world, thing, { ContinuousDeploymentPolicyId: undefined, Enabled: false }));
}

async function remove(world: World, thing: Thing): ReturnType<Make> {
  await deployed(world, thing);
  return call(world.lane, DELETE, { Id: thing.id, IfMatch: thing.etag });
}

/** Waits until a change has reached all of the network. */
async function deployed(world: World, thing: Thing): Promise<void> {
  const resource = world.contract.resources.Distribution!;
  await waitFor(world.lane, resource, thing.id, { path: ['Distribution', 'Status'], equals: 'Deployed' });
  await read(world, thing);
}
