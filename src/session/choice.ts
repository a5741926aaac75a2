import type { Contract } from '../core/contract.ts';
import type { KnownDeviation, KnownDeviations } from '../core/known.ts';
import type { AnswerRule } from '../core/rule.ts';
import { type Rules, rulesOf } from '../rules/index.ts';
import { loadOwnRules, withOwnRules } from './own-rules.ts';
import type { RunSettings } from './run-settings.ts';
import { assertPhases, assertSelected, selectRules } from './select.ts';

/** The rules that options choose, and what they say of rules that are broken. */
export interface Choice {
  rules: Rules;
  known?: KnownDeviations;
}

/** Makes the rules of a contract, and chooses of them. Throws a UsageError. */
export async function choiceOf(contract: Contract, options: RunSettings): Promise<Choice> {
  const own = typeof options.ownRules === 'string' ? await loadOwnRules(options.ownRules) : options.ownRules;
  const all = withOwnRules(contract, rulesOf(contract), own);
  const rules = selectRules(all, options.rules ?? [], options.exclude ?? []);
  if (options.recorded !== undefined) rules.answer.push(await ruleOfRecording(contract, options.recorded));
  assertSelected(rules.answer.length + rules.active.length);
  assertPhases(rules, options.phases);
  if (options.known === undefined) return { rules };
  return {
    rules,
    known: { strict: options.knownStrict ?? Boolean(process.env.CI), entries: await entriesOf(options.known, all) },
  };
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
