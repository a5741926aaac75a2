import type { Contract } from '../core/contract.ts';
import type { KnownDeviation, KnownDeviations } from '../core/known.ts';
import { type AnswerRule, PHASES } from '../core/rule.ts';
import { type Rules, rulesOf } from '../rules/index.ts';
import { DEFAULT_RUNS } from './limits.ts';
import { loadOwnRules, withOwnRules } from './own-rules.ts';
import type { RunSettings } from './run-settings.ts';
import { assertPhases, assertSelected, selectRules } from './select.ts';
import type { TargetOptions } from './target-options.ts';

/** The rules that options choose, and what they say of rules that are broken. */
export interface Choice {
  rules: Rules;
  known?: KnownDeviations;
}

/** The settings, and what of the target's options leaves out requests. */
export type ChoiceOptions = RunSettings & Pick<TargetOptions, 'readOnly' | 'budget'>;

/** Makes the rules of a contract, and chooses of them. Throws a UsageError. */
export async function choiceOf(contract: Contract, options: ChoiceOptions): Promise<Choice> {
  const own = typeof options.ownRules === 'string' ? await loadOwnRules(options.ownRules) : options.ownRules;
  const all = withOwnRules(contract, rulesOf(contract), own);
  const rules = selectRules(all, options.rules ?? [], options.exclude ?? []);
  if (options.recorded !== undefined) rules.answer.push(await ruleOfRecording(contract, options.recorded));
  assertSelected(rules.answer.length + rules.active.length);
  assertPhases(rules, options.phases);
  if (options.known === undefined) return { rules };
  const strict = options.knownStrict ?? Boolean(process.env.CI);
  const entries = await entriesOf(options.known, all);
  return { rules, known: { strict, ...(isPartial(options) ? { partial: true } : {}), entries } };
}

/** Whether options let a run judge less than a default run. Shards don't count: merge makes a whole run of them. */
function isPartial(options: ChoiceOptions): boolean {
  const { rules = [], exclude = [], phases = PHASES, runs = DEFAULT_RUNS, readOnly = false } = options;
  const { best, resource, contract, budget } = options;
  return (
    readOnly ||
    runs < DEFAULT_RUNS ||
    [...rules, ...exclude].length > 0 ||
    !PHASES.every((phase) => phases.includes(phase)) ||
    [best, resource, contract, budget].some((said) => said !== undefined)
  );
}

async function entriesOf(
  known: readonly KnownDeviation[] | string,
  { answer, active }: Rules,
): Promise<KnownDeviation[]> {
  if (typeof known !== 'string') return [...known];
  // A list is YAML, which few runs need to read.
  const { readKnown } = await import('./known.ts');
  return readKnown(
    known,
    [...answer, ...active].map(({ id }) => id),
  );
}

async function ruleOfRecording(contract: Contract, file: string): Promise<AnswerRule> {
  const [{ asRecorded }, { readCassette }, { recordedAnswers }] = await Promise.all([
    import('../rules/response/as-recorded.ts'),
    import('../formats/cassette.ts'),
    import('./recorded-answers.ts'),
  ]);
  return asRecorded(contract, recordedAnswers(contract, readCassette(file)));
}
