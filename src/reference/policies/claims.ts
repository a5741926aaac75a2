import { isDeepStrictEqual } from 'node:util';
import type { JsonObject } from '../../core/json.ts';
import { PLACES } from '../checks/places.ts';
import type { Context } from '../context.ts';
import { textsAt } from '../json.ts';
import { type Refusal, refuse } from '../refusal.ts';
import type { StoredResource } from '../state.ts';

/** The staging distributions that a policy's configuration names. */
export const namesOf = (config: JsonObject): string[] => textsAt(config, PLACES.items);

/** Refuses names that another policy holds or, where names must exist, that no staging distribution has. */
export function checkNames(
  context: Context,
  config: JsonObject,
  self?: StoredResource,
): { refusal: Refusal } | undefined {
  const { state, behaviour } = context;
  for (const name of namesOf(config)) {
    if (behaviour.unknownNames === 'refused' && !isStaging(context, name)) {
      return refuse('InvalidArgument', 'There is no staging distribution of this name.');
    }
    const holder = state.policies.get(state.claims.get(name) ?? '');
    if (holder === undefined || holder.id === self?.id || !behaviour.protects('second-policy')) continue;
    if (self === undefined && isDeepStrictEqual(holder.config, config)) {
      return refuse('ContinuousDeploymentPolicyAlreadyExists', 'A policy with this configuration exists.');
    }
    return refuse('StagingDistributionInUse', 'Another policy names this staging distribution.');
  }
  return undefined;
}

function isStaging({ state }: Context, name: string): boolean {
  for (const { domainName, config } of state.distributions.values()) {
    if (domainName === name) return config.Staging === true;
  }
  return false;
}

export function claim({ state }: Context, policy: StoredResource): void {
  for (const name of namesOf(policy.config)) state.claims.set(name, policy.id);
}

export function release({ state }: Context, policy: StoredResource): void {
  for (const name of namesOf(policy.config)) {
    if (state.claims.get(name) === policy.id) state.claims.delete(name);
  }
}
