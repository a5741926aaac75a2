import { aliasesOf, isStaging, policyIdOf } from '../distributions/config.ts';
import { namesOf } from '../policies/claims.ts';
import type { Distribution, ReferenceState, StoredResource } from '../state.ts';
import { type Division, divisionOf } from './policy.ts';

/** What stands behind a domain name. */
export interface EdgeRoute {
  distribution: Distribution;
  /** The policy that it names. */
  policy?: StoredResource;
  /** The staging distribution that the policy names, where it exists and is enabled. */
  staging?: Distribution;
  division?: Division;
}

/** Looks domain names up in a reference's state. Entries are replaced when they change, so that what was found is good as long as it is still there. */
export function router(state: ReferenceState): (host: string) => EdgeRoute | undefined {
  const known = new Map<string, EdgeRoute>();
  const current = ({ distribution, policy, staging }: EdgeRoute): boolean =>
    state.distributions.get(distribution.id) === distribution &&
    policy !== undefined &&
    state.policies.get(policy.id) === policy &&
    staging !== undefined &&
    state.distributions.get(staging.id) === staging;
  return (host) => {
    const before = known.get(host);
    if (before && current(before)) return before;
    const route = lookUp(state, host.toLowerCase());
    if (route) known.set(host, route);
    else known.delete(host);
    return route;
  };
}

function lookUp(state: ReferenceState, host: string): EdgeRoute | undefined {
  const distribution = first(
    state,
    ({ domainName, config }) => domainName === host || aliasesOf(config).some((alias) => alias.toLowerCase() === host),
  );
  if (!distribution || isStaging(distribution.config)) return distribution && { distribution };
  const policy = state.policies.get(policyIdOf(distribution.config) ?? '');
  if (!policy) return { distribution };
  const names = namesOf(policy.config);
  const staging = first(
    state,
    ({ domainName, config }) => names.includes(domainName) && isStaging(config) && config.Enabled === true,
  );
  const division = divisionOf(policy.config);
  return { distribution, policy, ...(staging && { staging }), ...(division && { division }) };
}

function first(
  { distributions }: ReferenceState,
  holds: (distribution: Distribution) => boolean,
): Distribution | undefined {
  for (const distribution of distributions.values()) {
    if (holds(distribution)) return distribution;
  }
  return undefined;
}

/** When a route last changed, in milliseconds since 1970. */
export const changedAt = ({ distribution, policy }: EdgeRoute): number =>
  Math.max(Date.parse(distribution.modified), policy ? Date.parse(policy.modified) : 0);
