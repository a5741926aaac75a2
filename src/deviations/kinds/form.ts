import { grouped, type Symptom } from '../symptom.ts';
import type { Kind } from './kind.ts';
import { listed, operationsOf } from './words.ts';

/** Documents that are not well-formed, or not made as they should be, whatever is in them. */
export const form: Kind = {
  kinds: ['form'],
  drafts: (symptoms) =>
    grouped(symptoms, ({ difference }) => difference.about ?? '').map(([about, own]) => ({
      key: `form:${about}`,
      symptoms: own,
      sentence: sentenceOf(own),
    })),
  // An answer that is not one of the documented ones is no acceptance.
  predicts: ({ symptoms }, { difference: { kind, observed = '' }, finding: { steps } }) => {
    const shown = kind === 'accepts' ? [observed] : kind === 'race' ? steps.map(({ outcome }) => outcome) : [];
    const known = symptoms.filter(({ difference }) => difference.about === DOCUMENT);
    return known.some(({ finding }) => shown.some((outcome) => bare(outcome) === bare(finding.actual)));
  },
};

const DOCUMENT = 'the documented answer';

/** An outcome without the code that it names. */
const bare = (outcome: string): string => outcome.replace(/ \(\w+\)$/, '');

function sentenceOf(own: readonly Symptom[]): string {
  const { difference, finding } = own[0]!;
  const responses = `The responses to ${listed(operationsOf(own))}`;
  if (difference.observed !== undefined) return `${responses} contain ${difference.observed}`;
  if (difference.about === DOCUMENT) return `${listed(operationsOf(own))} ${answeredText(finding.actual)}`;
  return `${responses} lack ${finding.expected}: got ${finding.actual}`;
}

/** What is wrong with an answer as the rest of a sentence: it is a status and what came with it, or a sentence of its own. */
function answeredText(actual: string): string {
  const [, what] = /^the response is (.+)$/s.exec(actual) ?? [];
  return what === undefined ? `answered ${actual}` : `gave a response that is ${what}`;
}
