import type { Contract } from '../core/contract.ts';
import type { Target } from '../core/target.ts';
import type { RunParameters } from '../run/run.ts';

/** The suite that is graded. It is handed in, so that nothing here knows a rule. */
export interface Suite {
  contract: Contract;
  version: string;
  rules: RunParameters['rules'];
  /** A target as a run wraps it, the names that may be used on it, and how many rules can be judged at the same time. */
  open(
    target: Target,
    options: { seed: number; lanes: number },
  ): Promise<{ target: Target; names: RunParameters['names']; lanes: number }>;
}
