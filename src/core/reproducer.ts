import type { Bytes } from './bytes.ts';
import type { Expectation } from './expectation.ts';
import type { JsonObject, Path } from './json.ts';
import type { Phase } from './rule.ts';

/** One call of a reproducer. */
export interface ReproducerCall {
  operation: string;
  input: JsonObject;
  /** The bytes, where they are not what the input is written as. `path` without the endpoint's own; no signature. */
  bytes?: { method: string; path: string; headers: Record<string, string>; body: Bytes };
}

/**
 * A text in the calls that stood for something of its own run, and what takes its place in another: what an earlier call
 * answered at a place of its output, a name of a resource of a kind, or a text that was not used before.
 */
export type TextBinding = { text: string } & (
  | { call: number; path: Path; made?: Derivation }
  | { resource: string }
  | { unique: true }
);

/** How a text is made of an id: its first `keep` characters, or other characters of the same form. */
export type Derivation = { keep: number } | { similar: number };

/** All that is needed to make the calls of a finding again elsewhere and to judge the outcomes. */
export interface Reproducer {
  rule: string;
  operation: string;
  phase: Phase;
  /** Of the run, for a rule that must be judged as a whole. */
  seed: number;
  runs: number;
  /** The decisive one last. */
  calls: ReproducerCall[];
  bindings: TextBinding[];
  /** The outcome of each call, as in a finding's steps. */
  outcomes: string[];
  /** What must become of the last one, where that alone decides. */
  wanted?: Expectation;
  /** Milliseconds that the run waited for late reads, where they were given, and for slow states. */
  settle?: number;
  patience?: number;
  /** Digest of the last answer without what no two answers share. */
  answer?: string;
  /** The last answer is a listing that came of more than what the calls before it made. */
  showsMore?: true;
}
