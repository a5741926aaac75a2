import type { Classification } from './classification.ts';
import type { Difference } from './difference.ts';
import type { Citation, Evidence } from './evidence.ts';
import type { Outcome } from './outcome.ts';
import type { Call } from './target.ts';
import type { TestContext } from './test-context.ts';

/** A slice of a run, in the order in which they are run. */
export const PHASES = [
  'nearest',
  'updates',
  'edges',
  'malformed',
  'sequences',
  'concurrency',
  'workflow',
  'random',
] as const;
/** `traffic` is a run of its own: it needs an edge. */
export type Phase = (typeof PHASES)[number] | 'traffic';

/** What is known of a rule without running it. */
export interface RuleInfo {
  /** A stable slug: `Shape.Member.keyword`, or `group.name`. */
  id: string;
  evidence: Evidence;
  /** What it demands, as one sentence of ours in the present tense. */
  demands: string;
  citations: Citation[];
  /** The operations on which it is judged. */
  operations: string[];
}

/** A rule that sends requests of its own. */
export interface ActiveRule extends RuleInfo {
  kind: 'active';
  phases: Phase[];
  /** Operations that it can't be judged without. */
  needs: string[];
  /** Whether it needs a target whose bytes can be controlled. */
  wire?: boolean;
  /** Key of the calls that it shares with other rules. */
  fixture?: string;
  /** Phases in which it uses a resource that other rules use too, or counts it. */
  usesShared?: Phase[];
  /** Sends its requests for one phase and reports what it finds. */
  check(lane: TestContext, phase: Phase): Promise<void>;
}

/** What is wrong with an answer. */
export interface AnswerViolation {
  expected: string;
  actual: string;
  differences?: readonly Difference[];
}

/** A rule on every response, including those to other rules' calls. */
export interface AnswerRule extends RuleInfo {
  kind: 'answer';
  /** Undefined where it says nothing about this answer; else whether it holds, and what was wrong. */
  judge(call: Call, outcome: Outcome, classification: Classification): AnswerViolation | 'holds' | undefined;
}

export type Rule = ActiveRule | AnswerRule;
