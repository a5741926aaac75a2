import type { Bytes } from './bytes.ts';
import type { Chart } from './chart.ts';
import type { Difference } from './difference.ts';
import type { Evidence } from './evidence.ts';
import type { Hindrance } from './hindrance.ts';
import type { JsonObject, Path } from './json.ts';
import type { KnownDeviations } from './known.ts';
import type { OpenMatter } from './open-matter.ts';
import type { Reproducer } from './reproducer.ts';
import type { Phase, RuleInfo } from './rule.ts';

/** pass; fail; warn: an inferred rule is broken; skip: not judged, with the reason; error: our own fault. Worst last. */
export type Status = 'skip' | 'pass' | 'warn' | 'fail' | 'error';

/** One call of a finding with the exact bytes, credentials removed. */
export interface RecordedStep {
  operation: string;
  input: JsonObject;
  request?: { method: string; url: string; headers: Record<string, string>; body: Bytes };
  response?: { status: number; headers: Record<string, string>; body: Bytes };
  /** Its outcome in a few words: `201`, `400 InvalidArgument`, `no answer: …`. */
  outcome: string;
  ms: number;
}

/** A failed rule with its smallest case. */
export interface Finding {
  rule: string;
  evidence: Evidence;
  demands: string;
  operation: string;
  phase: Phase;
  expected: string;
  actual: string;
  /** The calls that show it, the decisive one last. */
  steps: RecordedStep[];
  /** All that is wrong with the answers, for a machine. Absent from records of earlier versions. */
  differences?: Difference[];
  /** The broken place inside the decisive request's input. */
  path?: Path;
  /** A supported input to show the difference against. */
  supported?: JsonObject;
  /** The command that runs just this again. */
  reproduce: string;
  /** The same as one text; empty where nothing was sent. */
  token: string;
  /** The calls as they can be made again; absent where nothing was sent. */
  capsule?: Reproducer;
  /** Number of requests sent in the whole run when it was first seen. */
  after: number;
}

/** The verdict on a finding whose calls were made again. */
export type Reproduction = 'STILL FAILS' | 'FIXED' | 'CANNOT TELL';

/** One part of a run that several machines share: part `index`, from 1, of `count`. */
export interface Shard {
  index: number;
  count: number;
}

/** A run as a stream. Newline-delimited, it is the canonical record; every report is made from it alone. */
export type RunEvent =
  | {
      type: 'start';
      format: 1;
      version: string;
      target: { name: string; url?: string };
      seed: number;
      /** ISO 8601. */
      started: string;
      runs: number;
      phases: Phase[];
      rules: RuleInfo[];
      /** `source` as `package@version`; `service` as its clients spell it. */
      contract: { source: string; digest: string; service: string };
      shard?: Shard;
      known?: KnownDeviations;
    }
  | { type: 'preflight'; operation: string; state: 'implemented' | 'refused' | 'missing' | 'unknown'; detail: string }
  /** How something is made that rules work with; `instead`: of which ways, and why they failed. Absent where the first way works. */
  | { type: 'prepared'; preparation: string; way: string; instead?: string }
  | { type: 'phase'; phase: Phase; tasks: number }
  /** A finding of an earlier run was made again. */
  | { type: 'replayed'; rule: string; operation: string; token: string; verdict: Reproduction; reason: string }
  | { type: 'finding'; finding: Finding }
  /** One rule was judged in one phase. `latency`: counts by power of two of milliseconds, from under 1 ms. */
  | {
      type: 'judged';
      rule: string;
      phase: Phase;
      status: Status;
      reason?: string;
      /** Of a `skip`; without it the skip is unexplained. */
      hindrance?: Hindrance;
      requests: number;
      /** Judgements by operation. */
      operations: Record<string, number>;
      ms: number;
      latency: number[];
    }
  /** What a rule saw, for the eye. */
  | { type: 'chart'; rule: string; chart: Chart }
  /** What the target did where the documentation is silent, once for each kind. */
  | ({ type: 'open' } & OpenMatter)
  | { type: 'note'; rule?: string; text: string }
  | { type: 'progress'; phase: Phase; done: number; total: number; requests: number; findings: number }
  /** How far fuzzing has come. `kept`: cases of the corpus; `blocks`: of the target's code, where that can be seen. */
  | {
      type: 'fuzzing';
      cases: number;
      requests: number;
      findings: number;
      kept: number;
      signatures: number;
      blocks: number;
    }
  | { type: 'end'; seconds: number; requests: number; retries: number; interrupted: boolean; error?: string };

/** A line of a record. Several runs may share one record; `run` then says whose the event is. */
export type RecordLine = RunEvent & { run?: string };

/** What one rule came to in one phase. */
export type RuleResult = Extract<RunEvent, { type: 'judged' }>;
