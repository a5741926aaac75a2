import type { Json } from '../core/json.ts';
import type { Behaviour } from './behaviour.ts';
import { type Refusal, refuse } from './refusal.ts';

/** Holds a write's If-Match against the present ETag; undefined where it holds. */
export function checkIfMatch(
  behaviour: Behaviour,
  operation: string,
  given: Json | undefined,
  current: string,
): { refusal: Refusal } | undefined {
  const verdict = behaviour.precondition({
    given: given === undefined || given === '' ? undefined : String(given),
    current,
    operation,
  });
  if (verdict === 'missing') return refuse('InvalidIfMatchVersion', 'If-Match is missing or no version.');
  if (verdict === 'stale') return refuse(behaviour.staleCode, 'If-Match is not the present version.');
  return undefined;
}
