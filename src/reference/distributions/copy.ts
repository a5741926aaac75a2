import type { Operate } from '../context.ts';
import { checkIfMatch } from '../if-match.ts';
import { refuse } from '../refusal.ts';
import { isStaging } from './config.ts';
import { addDistribution, checkCallerReference } from './create.ts';
import { findDistribution } from './find.ts';

/** Makes a staging distribution of a primary one. */
export const copyDistribution: Operate = (context, input) => {
  const { behaviour } = context;
  const { CallerReference, Enabled = true } = input;
  if (typeof CallerReference !== 'string' || typeof Enabled !== 'boolean') {
    return refuse(behaviour.malformedCode, 'The body is no CopyDistributionRequest.');
  }
  const found = findDistribution(context, input.PrimaryDistributionId);
  if ('refusal' in found) return found;
  const { distribution } = found;
  const broken = checkIfMatch(behaviour, 'CopyDistribution', input.IfMatch, distribution.etag);
  if (broken) return broken;
  if (input.Staging !== undefined && input.Staging !== true && behaviour.protects('copy-needs-staging')) {
    return refuse('InvalidArgument', 'Staging has no other value than true.');
  }
  if (isStaging(distribution.config)) return refuse('InvalidArgument', 'A staging distribution is no primary one.');
  const config = behaviour.copied(distribution.config, { callerReference: CallerReference, enabled: Enabled });
  return checkCallerReference(context, config) ?? addDistribution(context, config);
};
