import type { Json } from '../../core/json.ts';
import type { Context, Operate } from '../context.ts';
import { changed, show } from '../entries.ts';
import { checkIfMatch } from '../if-match.ts';
import { namesOf } from '../policies/claims.ts';
import { type Refusal, refuse } from '../refusal.ts';
import type { Distribution } from '../state.ts';
import { isStaging, policyIdOf } from './config.ts';
import { findDistribution } from './find.ts';
import { distributionBody } from './show.ts';

/** Copies a staging distribution's configuration to its primary and disables the policy between them. */
export const promoteStaging: Operate = (context, input) => {
  const { state, behaviour } = context;
  const primary = findDistribution(context, input.Id);
  if ('refusal' in primary) return primary;
  const { distribution } = primary;
  const staging = findStaging(context, distribution, input.StagingDistributionId);
  if ('refusal' in staging) return staging;
  const broken = checkBoth(context, input.IfMatch, distribution, staging.distribution);
  if (broken) return broken;
  const after = changed(context, distribution, behaviour.promoted(distribution.config, staging.distribution.config));
  after.deployedAt = context.now().getTime() + behaviour.deploying;
  state.distributions.set(after.id, after);
  const policy = state.policies.get(policyIdOf(distribution.config) ?? '');
  if (policy && behaviour.promotionDisablesPolicy) {
    state.policies.set(policy.id, changed(context, policy, { ...policy.config, Enabled: false }));
  }
  const shown = show(context, after, 'update');
  return { output: { Distribution: distributionBody(context, shown), ETag: shown.etag } };
};

/** The staging distribution that is meant: the one of the id, else the one that the attached policy names. */
function findStaging(
  context: Context,
  primary: Distribution,
  id: Json | undefined,
): { distribution: Distribution } | { refusal: Refusal } {
  const { state } = context;
  const policy = state.policies.get(policyIdOf(primary.config) ?? '');
  const names = policy ? namesOf(policy.config) : [];
  if (id === undefined) {
    const named = [...state.distributions.values()].find(({ domainName }) => names.includes(domainName));
    return named ? { distribution: named } : refuse('InvalidArgument', 'No staging distribution is meant.');
  }
  const found = findDistribution(context, id);
  if ('refusal' in found) return found;
  if (!isStaging(found.distribution.config)) return refuse('InvalidArgument', 'It is no staging distribution.');
  if (policy && !names.includes(found.distribution.domainName)) {
    return refuse('IllegalUpdate', 'The primary distribution has another staging distribution.');
  }
  return found;
}

/** If-Match holds the primary's ETag and the staging one's, with a comma between them. */
function checkBoth(
  { behaviour }: Context,
  given: Json | undefined,
  primary: Distribution,
  staging: Distribution,
): { refusal: Refusal } | undefined {
  const [first, second] = typeof given === 'string' ? given.split(',').map((etag) => etag.trim()) : [];
  return (
    checkIfMatch(behaviour, 'UpdateDistributionWithStagingConfig', first, primary.etag) ??
    checkIfMatch(behaviour, 'UpdateDistributionWithStagingConfig', second, staging.etag)
  );
}
