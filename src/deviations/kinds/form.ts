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
};

function sentenceOf(own: readonly Symptom[]): string {
  const { difference, finding } = own[0]!;
  const of = `the responses to ${listed(operationsOf(own))}`;
  if (difference.observed !== undefined) return `There is ${difference.observed} in ${of}`;
  return `${finding.expected} is missing in ${of}: got ${finding.actual}`;
}
