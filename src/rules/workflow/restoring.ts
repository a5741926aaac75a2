import { SkipError, type Step } from '../../core/test-context.ts';
import { call } from '../lifecycle/tracked-resource.ts';
import { waitFor } from '../wait.ts';
import { DELETE, UPDATE_POLICY } from './operations.ts';
import { attach, makePolicy, makePrimary, makeStaging } from './setting-up.ts';
import {
  changed,
  distributionOf,
  policyOf,
  read,
  readPolicy,
  see,
  update,
  versionOf,
  type WorkflowResource,
  type WorkflowState,
} from './workflow-state.ts';

/** Gives the primary distribution the configuration back that it had, and its policy, after a promotion that must be refused. */
export function undoPromotion(state: WorkflowState): () => Promise<void> {
  const before = state.primary?.config;
  return async () => {
    const { primary, staging } = state;
    if (!primary || !before) return;
    await read(state, primary);
    if (staging) await read(state, staging);
    await update(state, primary, before);
    await enablePolicy(state);
    if (state.policy && primary.config.ContinuousDeploymentPolicyId !== state.policy.id) await attach(state);
  };
}

/** A create or a copy that must be refused: what it makes all the same is deleted before the next call. */
export function mustNotCreate(state: WorkflowState, step: Step): Step {
  const made = distributionOf(state, step);
  // A create may answer with what was there before.
  const own = [state.primary, state.staging, state.idle].some((resource) => resource?.id === made?.id);
  if (made && !own) state.restore = () => discard(state, made);
  return step;
}

async function discard(state: WorkflowState, resource: WorkflowResource): Promise<void> {
  const { lane, contract } = state;
  try {
    if (resource.config.Enabled !== false || resource.config.ContinuousDeploymentPolicyId)
      await update(state, resource, { Enabled: false, ContinuousDeploymentPolicyId: '' });
    const wanted = { path: ['Distribution', 'Status'], equals: 'Deployed' };
    await waitFor(lane, contract.resources.Distribution!, resource.id, wanted);
    await read(state, resource);
    await call(lane, DELETE, { Id: resource.id, IfMatch: versionOf(resource) });
  } catch (error) {
    if (!(error instanceof SkipError)) throw error;
    lane.note(`${resource.id}, whose creation should have been refused, is left: ${error.message}`);
  }
}

/** Makes again what is gone, and puts it together as it was. */
export async function makeAgain(state: WorkflowState): Promise<void> {
  const hadPolicy = state.policy !== undefined;
  if (!state.primary) await makePrimary(state);
  if (!state.staging) await makeStaging(state);
  if (!state.policy && hadPolicy) await makePolicy(state);
  if (state.policy) await attach(state);
}

/** Enables the policy, and takes over what it then is. */
async function enablePolicy(state: WorkflowState): Promise<void> {
  const { policy, lane } = state;
  if (!policy) return;
  await readPolicy(state, policy);
  const config = changed(policy.config, { Enabled: true });
  const input = { Id: policy.id, IfMatch: versionOf(policy), ContinuousDeploymentPolicyConfig: config };
  see(policy, policyOf(state, await call(lane, UPDATE_POLICY, input)));
}
