import type { JsonObject } from '../../core/json.ts';
import type { Context } from '../context.ts';
import { refuse } from '../refusal.ts';
import type { StoredResource } from '../state.ts';
import { atMost, needs, taken } from './checks.ts';
import type { Collection } from './collection.ts';
import { managedOf } from './managed.ts';

/** A kind of policy that a cache behaviour names. `member`: the behaviour's member that holds its id; `needed`: members of its configuration. */
function behaviourPolicy(
  { name, plural, member }: { name: string; plural: string; member: string },
  ...needed: string[]
): Collection {
  const isManaged = (id: string): boolean => managedOf(name).some((one) => one.id === id);
  return {
    name,
    plural,
    notFound: `NoSuch${name}`,
    kind: 'behaviour-policy',
    time: { member: 'LastModifiedTime', of: 'change' },
    check: (context, config, before) =>
      (before && isManaged(before.id) ? refuse('IllegalUpdate', 'A managed policy cannot be changed.') : undefined) ??
      needs(context, config, 'Name', ...needed) ??
      atMost(config, 'Comment', 128) ??
      taken(context, name, config, before, 'Name'),
    keeps: (context, { id }) =>
      isManaged(id)
        ? refuse('IllegalDelete', 'A managed policy cannot be deleted.')
        : isUsed(context, member, id)
          ? refuse(`${name}InUse`, 'A cache behaviour uses the policy.')
          : undefined,
    lists: ({ id }, { Type }) => Type === undefined || Type === (isManaged(id) ? 'managed' : 'custom'),
    item: (body) => ({ Type: isManaged(String(body.Id)) ? 'managed' : 'custom', [name]: body }),
  };
}

export const cachePolicies = behaviourPolicy(
  { name: 'CachePolicy', plural: 'CachePolicies', member: 'CachePolicyId' },
  'MinTTL',
);

export const originRequestPolicies = behaviourPolicy(
  { name: 'OriginRequestPolicy', plural: 'OriginRequestPolicies', member: 'OriginRequestPolicyId' },
  'HeadersConfig',
  'CookiesConfig',
  'QueryStringsConfig',
);

export const responseHeadersPolicies = behaviourPolicy({
  name: 'ResponseHeadersPolicy',
  plural: 'ResponseHeadersPolicies',
  member: 'ResponseHeadersPolicyId',
});

/** Whether a behaviour of any distribution holds the id. */
function isUsed({ state }: Context, member: string, id: StoredResource['id']): boolean {
  return [...state.distributions.values()].some(({ config }) => {
    const { Items: others = [] } = (config.CacheBehaviors ?? {}) as { Items?: JsonObject[] };
    return [config.DefaultCacheBehavior as JsonObject, ...others].some((behaviour) => behaviour[member] === id);
  });
}
