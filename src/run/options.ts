import type { Contract } from '../core/contract.ts';
import type { Finding, Shard } from '../core/event.ts';
import type { KnownDeviations } from '../core/known.ts';
import type { ActiveRule, AnswerRule, Phase } from '../core/rule.ts';
import type { Target } from '../core/target.ts';
import type { TimingOptions } from '../core/timing.ts';
import type { NameSource } from '../provision/names.ts';
import type { Order } from './plan.ts';

/** Everything that one run is told. */
export interface RunParameters extends TimingOptions {
  contract: Contract;
  target: Target;
  rules: { answer: AnswerRule[]; active: ActiveRule[] };
  /** Names of other resources. */
  names: NameSource;
  version: string;
  url?: string;
  seed: number;
  /** Random cases of a rule on one operation. */
  runs: number;
  phases?: readonly Phase[];
  /** What comes first; by default the phases one after the other. */
  order?: Order;
  /** Rules judged at the same time. */
  concurrency?: number;
  signal?: AbortSignal;
  /** Whether findings are made smaller; they are, unless it is said otherwise. */
  shrink?: boolean;
  /** Tells a finding in each task that comes upon it, not in the first alone. */
  again?: boolean;
  /** Operations without which the target does not conform. */
  require?: readonly string[];
  /** Operations that the last run found implemented on this target: one that is absent now fails the run. */
  present?: readonly string[];
  /** Called before each stage of the plan, while no lane is open. */
  between?: () => Promise<void>;
  /** Judges only this part of the rules. */
  shard?: Shard;
  /** Findings of earlier runs on this target, which are tried first. */
  earlier?: readonly Finding[];
  /** Kept in the record, for those who report it. */
  known?: KnownDeviations;
  /** Why the target's process is gone; undefined while it runs, or where nobody knows. */
  ended?: () => string | undefined;
  /** Starts the target again that stopped answering; it has then forgotten everything, or not. Rejects where it does not come up. */
  restart?: () => Promise<void>;
  /** The command that shows a finding again, by its rule and its token (empty where there is none). */
  reproduce(rule: string, token: string): string;
}

/** Why a run can't judge anything; its message is one line for a person. */
export class TargetUnusableError extends Error {}
