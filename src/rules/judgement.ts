import type { Difference } from '../core/difference.ts';
import type { Expectation } from '../core/expectation.ts';
/** How what was seen differs from what a rule demands. */
export interface WrongValue {
  expected: string;
  actual: string;
  /** Which answers are allowed, where that alone decides. */
  wanted?: Expectation;
  differences?: readonly Difference[];
}

/**
 * What an observation says of a rule: it holds, it is broken, or nothing was seen that could say so. The last never counts
 * as judged, so that a rule can't hold because there was nothing to compare.
 */
export type Judgement = 'held' | WrongValue | { unseen: string };

/** Nothing was observed, and why. */
export const unseen = (reason: string): Judgement => ({ unseen: reason });

/** The judgement of several observations that must all hold: a difference first, then what was not seen. */
export function all(...judgements: Judgement[]): Judgement {
  return (
    judgements.find((one) => one !== 'held' && 'expected' in one) ?? judgements.find((one) => one !== 'held') ?? 'held'
  );
}
