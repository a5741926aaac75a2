import type { Contract } from '../core/contract.ts';
import type { RunEvent } from '../core/event.ts';
import { given } from '../core/given.ts';
import type { ActiveRule } from '../core/rule.ts';
import { drawSeed } from '../core/seed.ts';
import { UsageError } from '../core/usage.ts';
import { type Rules, rulesOf } from '../rules/index.ts';
import { judge } from './judge.ts';
import { withOwnRules } from './own-rules.ts';
import { contractFor, type RunPlan } from './plan.ts';
import type { RunOptions } from './run-options.ts';
import { selectRules } from './select.ts';
import { type OpenTarget, openTarget } from './target.ts';
import { openVisit, type Visit } from './visit.ts';

/** A target that can be judged by some rules after others. */
export interface JudgingSession {
  contract: Contract;
  /** Those that were asked for. */
  rules: Rules;
  seed: number;
  /** What reports call the target, before it is opened. */
  name: string;
  /** Judges by these rules and by all rules on answers. Opens the target when it is first called. */
  judge(active: readonly ActiveRule[]): AsyncGenerator<RunEvent, void>;
  /** Deletes what is left on the target, and closes what was opened. Gives what could not be deleted, as sentences. */
  close(): Promise<string[]>;
}

/** Makes all ready to judge a target; opens nothing yet. Throws a UsageError for a resource or a glob that nothing matches. */
export function judgingOf(options: RunOptions): JudgingSession {
  const contract = contractFor(options);
  if (typeof options.ownRules === 'string')
    throw new UsageError('rules of a file are for the command line; import them and give ownRules the list');
  const all = withOwnRules(contract, rulesOf(contract), options.ownRules);
  const rules = selectRules(all, options.rules ?? [], options.exclude ?? []);
  const seed = options.seed ?? drawSeed();
  const plan: RunPlan = { contract, choice: async () => ({ rules }), require: [], seed };
  let opened: Promise<{ open: OpenTarget; visit: Visit }> | undefined;
  const opening = async () => {
    const open = await openTarget(contract, options, seed);
    return { open, visit: await openVisit(contract, open, { ...options, seed }) };
  };
  return {
    contract,
    rules,
    seed,
    name: nameOf(options),
    async *judge(active) {
      opened ??= opening();
      yield* judge({ plan, ...(await opened), settings: options, active, ...given({ signal: options.signal }) });
    },
    async close() {
      if (!opened) return [];
      const { open, visit } = await opened;
      const left = await visit.clean();
      await open.target.close();
      return left;
    },
  };
}

function nameOf({ name, target, endpoint, fetch: answer, handler, module }: RunOptions): string {
  if (name !== undefined) return name;
  if (typeof target === 'object') return target.name;
  if (target) return 'the target';
  return String(endpoint ?? handler ?? module ?? (answer ? 'the function' : 'the reference'));
}
