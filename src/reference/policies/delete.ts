import type { Context, Operate } from '../context.ts';
import { pause } from '../entries.ts';
import { checkIfMatch } from '../if-match.ts';
import { refuse } from '../refusal.ts';
import type { Distribution } from '../state.ts';
import { release } from './claims.ts';
import { findPolicy } from './find.ts';

export const deletePolicy: Operate = async (context, input) => {
  const { state, behaviour } = context;
  const found = findPolicy(context, input);
  if ('refusal' in found) return found;
  const { policy } = found;
  const broken = checkIfMatch(behaviour, 'DeleteContinuousDeploymentPolicy', input.IfMatch, policy.etag);
  if (broken) return broken;
  if (primaryOf(context, policy.id) && behaviour.protects('attached-policy-delete')) {
    return refuse('ContinuousDeploymentPolicyInUse', 'A primary distribution uses the policy.');
  }
  const gap = pause(context, 'DeleteContinuousDeploymentPolicy');
  if (gap) await gap;
  state.policies.delete(policy.id);
  release(context, policy);
  return { output: {} };
};

/** The primary distribution that a policy is attached to. */
export function primaryOf({ state }: Context, policyId: string): Distribution | undefined {
  for (const distribution of state.distributions.values()) {
    if (distribution.config.ContinuousDeploymentPolicyId === policyId) return distribution;
  }
  return undefined;
}
