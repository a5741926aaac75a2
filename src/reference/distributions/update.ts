import type { JsonObject } from '../../core/json.ts';
import type { Behaviour } from '../behaviour.ts';
import type { Context, Operate } from '../context.ts';
import { changed, pause, show } from '../entries.ts';
import { checkIfMatch } from '../if-match.ts';
import { type Refusal, refuse } from '../refusal.ts';
import type { Distribution } from '../state.ts';
import { checkPolicyId, withPolicyId } from './attachment.ts';
import { isStaging, readConfig } from './config.ts';
import { findDistribution } from './find.ts';
import { distributionBody } from './show.ts';

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
    checkFixed(behaviour, distribution, config) ??
    checkDisabling(context, distribution, config) ??
    checkPolicyId(context, distribution, config);
  if (broken) return broken;
  const gap = pause(context, 'UpdateDistribution');
  if (gap) await gap;
  const after = changed(context, distribution, behaviour.kept(withPolicyId(distribution, config), distribution.config));
  after.deployedAt = context.now().getTime() + behaviour.deploying;
  state.distributions.set(after.id, after);
  const shown = show(context, after, 'update');
  return { output: { Distribution: distributionBody(context, shown), ETag: shown.etag } };
};

function checkFixed(
  behaviour: Behaviour,
  { config: before }: Distribution,
  config: JsonObject,
): { refusal: Refusal } | undefined {
  if (config.CallerReference !== before.CallerReference && behaviour.protects('fixed-caller-reference'))
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
