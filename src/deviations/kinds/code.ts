import { grouped, type Symptom } from '../symptom.ts';
import type { DeviationDraft, Kind } from './kind.ts';
import { showsStep } from './refuses.ts';
import { listed, operationsOf } from './words.ts';

/** Refusals with another error code than the documented one. */
export const code: Kind = {
  kinds: ['code'],
  drafts(symptoms) {
    const due = symptoms.filter(({ difference }) => difference.expected !== '');
    const drafts = grouped(due, ({ difference: { expected = '', observed } }) => `${first(expected)}:${observed}`).map(
      ([pair, own]): DeviationDraft => ({
        key: `code:${codeIn(pair)}`,
        symptoms: own,
        sentence: sentenceOf(own),
        told: own[0]!.finding,
      }),
    );
    const rest = symptoms.filter((one) => !due.includes(one));
    for (const one of rest) drafts.find((draft) => code.predicts!(draft, one))?.symptoms.push(one);
    const own = rest.filter((one) => !drafts.some((draft) => draft.symptoms.includes(one)));
    const unknown = grouped(own, ({ difference }) => difference.observed!).map(
      ([observed, some]): DeviationDraft => ({
        key: `code:${codeIn(observed)}`,
        symptoms: some,
        sentence: `${listed(operationsOf(some))} answered ${observed}, a code that is not documented for it`,
      }),
    );
    return [...drafts, ...unknown];
  },
  predicts: ({ symptoms }, other) =>
    other.difference.kind === 'code'
      ? symptoms.some((one) => one.difference.observed === other.difference.observed)
      : other.difference.kind === 'race' &&
        symptoms.some((one) => showsStep(other, one.difference.operation, one.difference.observed)),
};

const first = (codes: string): string => codes.split(' or ')[0]!;
/** Without the status: `A:400 B` is `A:B`. */
const codeIn = (text: string): string => text.replace(/\b\d{3} /, '');

function sentenceOf(own: readonly Symptom[]): string {
  const { expected, observed } = own[0]!.difference;
  return `${listed(operationsOf(own))} answered ${observed} where ${expected} is documented`;
}
