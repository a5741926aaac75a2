import type { Difference } from '../../core/difference.ts';
import type { Expectation } from '../../core/expectation.ts';
import type { Path } from '../../core/json.ts';

/** What one call of a sequence shows to be wrong. */
export interface SequenceViolation {
  rule: string;
  operation: string;
  expected: string;
  actual: string;
  /** The place inside the input of which it speaks. */
  path?: Path;
  wanted?: Expectation;
  /** The same for a machine, where the rule says it. */
  differences?: readonly Difference[];
}

/** What a call shows: which rules hold on it, and how others are broken. */
export interface CallVerdict {
  held: string[];
  broken: SequenceViolation[];
}

export const ACCEPTS = 'sequence.accepts-supported';
export const REFUSES = 'sequence.refuses-broken';
export const ALLOWED = 'sequence.allowed-answer';
export const ROUND_TRIP = 'sequence.round-trip';
export const UNCHANGED = 'sequence.unchanged';
export const LISTED = 'sequence.listed';
export const ANSWERS = 'sequence.answers';
