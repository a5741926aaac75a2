import type { JsonObject } from '../../core/json.ts';
import type { Context } from '../context.ts';
import { type Refusal, refuse } from '../refusal.ts';
import type { StoredResource } from '../state.ts';

/** The policy that an input's Id means. */
export function findPolicy({ state }: Context, input: JsonObject): { policy: StoredResource } | { refusal: Refusal } {
  const policy = state.policies.get(String(input.Id));
  return policy ? { policy } : refuse('NoSuchContinuousDeploymentPolicy', 'There is no policy of this id.');
}
