import type { DifferenceKind } from '../core/difference.ts';
import type { Finding } from '../core/event.ts';

/** One thing that a target does otherwise than the documentation says: what its author would mend at once. */
export interface Deviation {
  /** Says kind, place and scope, and is the same whatever the seed, the version or the lanes of a run. */
  key: string;
  kind: DifferenceKind;
  operations: string[];
  /** Members, as in the input of a write. */
  places: string[];
  /** What the target does, in one sentence with values. */
  sentence: string;
  /** The smallest evidence. */
  finding: Finding;
  /** All findings that show it, the smallest first. */
  findings: Finding[];
  /** Ids of the rules that it breaks. Each broken rule of a run belongs to one deviation. */
  rules: string[];
  /** Rules that could not be judged because of it, and why. */
  masked: { rule: string; why: string }[];
  /** Whether every rule that it breaks is inferred, so that it does not fail the run. */
  warns: boolean;
  /** What is likely wrong in the target, where the pattern is known. */
  hint?: string;
}
