import { distinct, grouped, type Symptom } from '../symptom.ts';
import type { DeviationDraft, Kind } from './kind.ts';
import { listed, operationsOf } from './words.ts';

/** Errors that have one wrong status, for that to be the status of all. */
const MANY = 3;

/** Answers with another status than the documented one. */
export const status: Kind = {
  kinds: ['status'],
  drafts: (symptoms) =>
    grouped(symptoms, ({ difference: { about, observed } }) => `${about !== undefined} ${observed}`).flatMap(
      ([, own]) => {
        const errors = grouped(own, ({ difference: { about = '', expected } }) => `${about}:${expected}`);
        return errors.length < MANY ? errors.map(([, some]) => ofOne(some)) : [ofMany(own)];
      },
    ),
  // A documented error with the status of a server error is no failure of the server.
  predicts: ({ symptoms }, { difference: { kind, observed = '' } }) =>
    kind === 'fails' &&
    (symptoms.some(({ difference }) => observed === `${difference.observed} ${difference.about}`) ||
      (isOfMany(symptoms) &&
        observed.startsWith(`${symptoms[0]!.difference.observed} `) &&
        !/ Internal/.test(observed))),
};

const isOfMany = (symptoms: readonly Symptom[]): boolean =>
  distinct(symptoms.map(({ difference }) => difference.about)).length >= MANY;

function ofOne(own: Symptom[]): DeviationDraft {
  const { about, expected, observed } = own[0]!.difference;
  return {
    key: `status:${about ?? 'success'}:${observed}`,
    symptoms: own,
    sentence: `${listed(operationsOf(own))} ${about === undefined ? 'succeeded' : `answered ${about}`} with status ${observed} instead of ${expected}`,
  };
}

/** Errors of one kind and another that all come with one status: it is not the error that decides. */
function ofMany(own: Symptom[]): DeviationDraft {
  const { about, expected, observed } = own[0]!.difference;
  const errors = distinct(own.map(({ difference }) => difference.about ?? ''));
  const example = `${operationsOf(own)[0]} answered ${about} with ${observed} instead of ${expected}`;
  return {
    key: `status:${observed}`,
    symptoms: own,
    sentence: `${errors.length} errors have status ${observed} although the documentation states others: ${example}`,
  };
}
