import type { Operate } from '../context.ts';
import { checkIfMatch } from '../if-match.ts';
import { refuse } from '../refusal.ts';
import { findDistribution } from './find.ts';

export const deleteDistribution: Operate = (context, input) => {
  const { state, behaviour } = context;
  const found = findDistribution(context, input.Id);
  if ('refusal' in found) return found;
  const { id, etag, config, domainName } = found.distribution;
  const broken = checkIfMatch(behaviour, 'DeleteDistribution', input.IfMatch, etag);
  if (broken) return broken;
  if (config.Enabled === true && behaviour.protects('enabled-delete')) {
    return refuse('DistributionNotDisabled', 'The distribution is enabled.');
  }
  if (state.claims.has(domainName) && behaviour.protects('staging-delete')) {
    return refuse('ResourceInUse', 'A policy names the staging distribution.');
  }
  state.distributions.delete(id);
  return { output: {} };
};
