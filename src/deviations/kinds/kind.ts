import type { DifferenceKind } from '../../core/difference.ts';
import type { Finding } from '../../core/event.ts';
import type { RuleRecord } from '../../core/run-record.ts';
import type { Symptom } from '../symptom.ts';

/** A deviation as a kind tells it from the differences that show it. */
export interface DeviationDraft {
  key: string;
  symptoms: Symptom[];
  /** In one sentence with values. */
  sentence: string;
  /** The finding whose values the sentence tells, where it is not just the smallest. */
  told?: Finding;
  hint?: string;
}

/** How differences of a kind come from mistakes of a target. None knows the id of a rule. */
export interface Kind {
  kinds: readonly DifferenceKind[];
  /** One deviation for each mistake that the differences of this kind show. `rules`: all of the run, with what was judged. `all`: the differences of all kinds. */
  drafts(symptoms: readonly Symptom[], rules: readonly RuleRecord[], all: readonly Symptom[]): DeviationDraft[];
  /** Whether a server with just this deviation shows a difference of another kind, or of this one elsewhere, too. */
  predicts?(draft: DeviationDraft, symptom: Symptom): boolean;
}
