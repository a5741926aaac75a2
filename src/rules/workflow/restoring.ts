import { call } from '../lifecycle/subject.ts';
import { GET_POLICY, UPDATE_POLICY } from './operations.ts';
import { attach, makePolicy, makePrimary, makeStaging } from './setting-up.ts';
import { changed, policyOf, read, see, update, versionOf, type World } from './world.ts';

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
