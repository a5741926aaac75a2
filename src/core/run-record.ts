import type { Chart } from './chart.ts';
import type { Comparison } from './comparison.ts';
import type { Finding, Shard, Status } from './event.ts';
import type { Hindrance } from './hindrance.ts';
import type { KnownDeviation, KnownDeviations } from './known.ts';
import type { OpenMatter } from './open-matter.ts';
import type { Phase, RuleInfo } from './rule.ts';

/** One rule as a run left it. */
export interface RuleRecord extends RuleInfo {
  status: Status;
  /** Why it was not judged. */
  reason?: string;
  /** The same for a machine; `explanation.ts` says what it comes to in this record. */
  hindrance?: Hindrance;
  requests: number;
  /** Wall time that was spent on it. */
  ms: number;
  /** Judgements by operation. */
  judged: Record<string, number>;
  /** Findings by operation, those among them that are not kept. */
  broken: Record<string, number>;
  /** At most FINDINGS_KEPT. */
  findings: Finding[];
  /** The deviation that is known of it. */
  known?: KnownDeviation;
}

/** What one phase of a run came to. */
export interface PhaseRecord {
  phase: Phase;
  requests: number;
  ms: number;
}

/** All that a run's events say, put together. Its size depends on the rules, not on the number of events. */
export interface RunRecord {
  version: string;
  target: { name: string; url?: string };
  seed: number;
  started: string;
  runs: number;
  phases: Phase[];
  contract: { source: string; digest: string; service: string };
  shard?: Shard;
  known?: KnownDeviations;
  seconds: number;
  requests: number;
  retries: number;
  /** False where the stream broke off. */
  complete: boolean;
  interrupted: boolean;
  error?: string;
  rules: RuleRecord[];
  preflight: { operation: string; state: 'implemented' | 'refused' | 'missing' | 'unknown'; detail: string }[];
  work: PhaseRecord[];
  /** Counts of answers by power of two of milliseconds, from under 1 ms. */
  latency: number[];
  /** At most NOTES_KEPT. */
  notes: { rule?: string; text: string }[];
  /** At most CHARTS_KEPT. */
  charts: { rule: string; chart: Chart }[];
  /** What the target did where the documentation is silent, each once; at most OPEN_KEPT. */
  open: OpenMatter[];
  /** How it compares with an earlier run, where one was named. */
  comparison?: Comparison;
}
