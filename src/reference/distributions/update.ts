import type { JsonObject } from '../../core/json.ts';
import type { Context, Operate } from '../context.ts';
import { changed, show } from '../entries.ts';
import { checkIfMatch } from '../if-match.ts';
import { primaryOf } from '../policies/delete.ts';
import { type Refusal, refuse } from '../refusal.ts';
import type { Distribution } from '../state.ts';
import { isStaging, policyIdOf, readConfig } from './config.ts';
import { findDistribution } from './find.ts';
import { attachedPolicy, distributionBody } from './show.ts';

/** Replaces the whole configuration, but for a policy id that was left out: that stays. */
export const updateDistribution: Operate = async (context, input) => {
  const { state, behaviour } = context;
  const found = findDistribution(context, input.Id);
  if ('refusal' in found) return found;
  const { distribution } = found;
  const read = readConfig(context, input.DistributionConfig, distribution);
  if ('refusal' in read) return read;
  const { config } = read;
  const broken =
    checkIfMatch(behaviour, 'UpdateDistribution', input.IfMatch, distribution.etag) ??
    checkFixed(distribution, config) ??
    checkDisabling(context, distribution, config) ??
    checkPolicyId(context, distribution, config);
  if (broken) return broken;
  if (behaviour.window > 0) await context.sleep(behaviour.window);
  const after = changed(context, distribution, behaviour.kept(withPolicyId(distribution, config), distribution.config));
  after.deployedAt = context.now().getTime() + behaviour.deploying;
  state.distributions.set(after.id, after);
  const shown = show(context, after, 'update');
  return { output: { Distribution: distributionBody(context, shown), ETag: shown.etag } };
};

function checkFixed({ config: before }: Distribution, config: JsonObject): { refusal: Refusal } | undefined {
  if (config.CallerReference !== before.CallerReference)
    return refuse('IllegalUpdate', 'The caller reference is fixed.');
  if (isStaging(config) !== isStaging(before)) return refuse('IllegalUpdate', 'Staging is fixed.');
  return undefined;
}

function checkDisabling(
  context: Context,
  { config: before, domainName }: Distribution,
  config: JsonObject,
): { refusal: Refusal } | undefined {
  const disables = isStaging(before) && before.Enabled === true && config.Enabled === false;
  if (!disables || !context.state.claims.has(domainName) || !context.behaviour.protects('staging-disable'))
    return undefined;
  return refuse('StagingDistributionInUse', 'A policy names the staging distribution.');
}

function checkPolicyId(
  context: Context,
  distribution: Distribution,
  config: JsonObject,
): { refusal: Refusal } | undefined {
  const { state, behaviour } = context;
  const policyId = policyIdOf(withPolicyId(distribution, config));
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
function withPolicyId({ config: before }: Distribution, config: JsonObject): JsonObject {
  if (isStaging(config)) {
    const { ContinuousDeploymentPolicyId: _, ...rest } = config;
    return rest;
  }
  if (config.ContinuousDeploymentPolicyId !== undefined || before.ContinuousDeploymentPolicyId === undefined)
    return config;
  return { ...config, ContinuousDeploymentPolicyId: before.ContinuousDeploymentPolicyId };
}
