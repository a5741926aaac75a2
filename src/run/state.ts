import type { RuleResult, RunEvent, Status } from '../core/event.ts';
import type { ActiveRule, Phase } from '../core/rule.ts';
import type { Step } from '../core/test-context.ts';
import type { RunParameters } from './options.ts';
import type { Task } from './plan.ts';
import type { RunContext } from './test-context.ts';

/** What the answers so far say of one answer rule. */
export interface AnswerRuleState {
  status: Status;
  operations: Record<string, number>;
  /** Of the first answer that it was judged on. */
  phase: Phase;
}

/** A run as far as it has come: what all of its parts read and write. */
export interface RunState {
  readonly options: RunParameters;
  readonly phases: readonly Phase[];
  /** The active rules of this machine, each with the phases that are its own. */
  readonly mine: readonly ActiveRule[];
  readonly signal: AbortSignal;
  emit(event: RunEvent): void;
  readonly counts: {
    requests: number;
    /** Those of them that made the calls of earlier findings again. */
    replayed: number;
    retries: number;
    findings: number;
    /** Requests without an answer since the last answer. */
    silence: number;
  };
  /** Requests without an answer since the last answer. */
  readonly silent: { step: Step; phase: Phase }[];
  /** Tasks that sent any of them. */
  readonly suspects: Set<Task>;
  /** How often the target was started again; `failed`: why it could not be; `unexplained`: how it ended where nothing shows why. */
  readonly restarts: { count: number; failed?: string; unexplained?: string };
  /** What was reported, by rule and operation. */
  readonly reported: Set<string>;
  /** Names of other resources that were given out: they are known, whatever their form. */
  readonly given: Set<string>;
  /** By answer rule. */
  readonly answers: Map<string, AnswerRuleState>;
  /** Operations that are not implemented, and what they answer. */
  readonly missing: Map<string, string>;
  /** What rules came to that hold on operations of which only refusals were seen. */
  readonly waiting: RuleResult[];
  readonly context: RunContext;
}
