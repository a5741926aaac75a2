import type { JsonObject } from '../../core/json.ts';
import type { Context } from '../context.ts';
import { primaryOf } from '../policies/delete.ts';
import { type Refusal, refuse } from '../refusal.ts';
import type { Distribution } from '../state.ts';
import { isStaging, policyIdOf } from './config.ts';
import { attachedPolicy } from './show.ts';

/** Holds the policy that a distribution would have after an update against all that concerns both. */
export function checkPolicyId(
  context: Context,
  distribution: Distribution,
  config: JsonObject,
): { refusal: Refusal } | undefined {
  const { state, behaviour } = context;
  const policyId = policyIdOf(isStaging(config) ? config : withPolicyId(distribution, config));
  if (policyId === undefined) return undefined;
  if (isStaging(config)) {
    // It shows the policy of its primary, so an update may bring that one back.
    if (policyId === attachedPolicy(context, distribution.domainName)) return undefined;
    return behaviour.protects('attach-to-staging')
      ? refuse('InvalidArgument', 'A policy is attached to a primary distribution.')
      : undefined;
  }
  if (/^http(3|2and3)$/.test(String(config.HttpVersion)) && behaviour.protects('http3')) {
    return refuse('InvalidArgument', 'HTTP/3 does not go with a policy.');
  }
  if (!state.policies.has(policyId) && behaviour.protects('attach-unknown-policy')) {
    return refuse('NoSuchContinuousDeploymentPolicy', 'There is no policy of this id.');
  }
  const holder = primaryOf(context, policyId);
  if (holder && holder.id !== distribution.id && behaviour.protects('attach-twice')) {
    return refuse('ContinuousDeploymentPolicyInUse', 'Another primary distribution uses the policy.');
  }
  return undefined;
}

/** A staging distribution keeps no policy id of its own; a primary one keeps its id unless another or none is sent. */
export function withPolicyId({ config: before }: Distribution, config: JsonObject): JsonObject {
  if (isStaging(config)) {
    const { ContinuousDeploymentPolicyId: _, ...rest } = config;
    return rest;
  }
  if (config.ContinuousDeploymentPolicyId !== undefined || before.ContinuousDeploymentPolicyId === undefined)
    return config;
  return { ...config, ContinuousDeploymentPolicyId: before.ContinuousDeploymentPolicyId };
}
