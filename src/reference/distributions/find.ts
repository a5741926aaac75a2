import type { Json } from '../../core/json.ts';
import type { Context } from '../context.ts';
import { type Refusal, refuse } from '../refusal.ts';
import type { Distribution } from '../state.ts';

/** The distribution of an id. */
export function findDistribution(
  { state }: Context,
  id: Json | undefined,
): { distribution: Distribution } | { refusal: Refusal } {
  const distribution = state.distributions.get(String(id));
  return distribution ? { distribution } : refuse('NoSuchDistribution', 'There is no distribution of this id.');
}
