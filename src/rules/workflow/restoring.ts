import { SkipError, type Step } from '../../core/test-context.ts';
import { call } from '../lifecycle/subject.ts';
import { waitFor } from '../wait.ts';
import { DELETE, GET_POLICY, UPDATE_POLICY } from './operations.ts';
import { attach, makePolicy, makePrimary, makeStaging } from './setting-up.ts';
import { changed, distributionOf, policyOf, read, see, type Thing, update, versionOf, type World } from './world.ts';

/** Gives the primary distribution the configuration back that it had, and its policy, after a promotion that must be refused. */
export function undoPromotion(world: World): () => Promise<void> {
  const before = world.primary?.config;
  return async () => {
    const { primary, staging } = world;
    if (!primary || !before) return;
    await read(world, primary);
    if (staging) await read(world, staging);
    await update(world, primary, before);
    await enablePolicy(world);
    if (world.policy && primary.config.ContinuousDeploymentPolicyId !== world.policy.id) await attach(world);
  };
}

/** A create or a copy that must be refused: what it makes all the same is deleted before the next call. */
export function mustNotCreate(world: World, step: Step): Step {
  const made = distributionOf(world, step);
  // A create may answer with what was there before.
  const own = [world.primary, world.staging, world.idle].some((thing) => thing?.id === made?.id);
  if (made && !own) world.restore = () => discard(world, made);
  return step;
}

async function discard(world: World, thing: Thing): Promise<void> {
  const { lane, contract } = world;
  try {
    if (thing.config.Enabled !== false || thing.config.ContinuousDeploymentPolicyId)
      await update(world, thing, { Enabled: false, ContinuousDeploymentPolicyId: '' });
    const wanted = { path: ['Distribution', 'Status'], equals: 'Deployed' };
    await waitFor(lane, contract.resources.Distribution!, thing.id, wanted);
    await read(world, thing);
    await call(lane, DELETE, { Id: thing.id, IfMatch: versionOf(thing) });
  } catch (error) {
    if (!(error instanceof SkipError)) throw error;
    lane.note(`${thing.id}, whose creation should have been refused, is left: ${error.message}`);
  }
}

/** Makes again what is gone, and puts it together as it was. */
export async function makeAgain(world: World): Promise<void> {
  const hadPolicy = world.policy !== undefined;
  if (!world.primary) await makePrimary(world);
  if (!world.staging) await makeStaging(world);
  if (!world.policy && hadPolicy) await makePolicy(world);
  if (world.policy) await attach(world);
}

/** Enables the policy, and takes over what it then is. */
async function enablePolicy(world: World): Promise<void> {
  const { policy, lane } = world;
  if (!policy) return;
  see(policy, policyOf(world, await call(lane, GET_POLICY, { Id: policy.id })));
  const config = changed(policy.config, { Enabled: true });
  const input = { Id: policy.id, IfMatch: versionOf(policy), ContinuousDeploymentPolicyConfig: config };
  see(policy, policyOf(world, await call(lane, UPDATE_POLICY, input)));
}
