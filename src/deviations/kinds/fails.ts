import { grouped } from '../symptom.ts';
import type { Kind } from './kind.ts';
import { listed, operationsOf, outcomeOf } from './words.ts';

/** Requests that are answered with a server error. */
export const fails: Kind = {
  kinds: ['fails'],
  drafts: (symptoms) =>
    grouped(symptoms, ({ difference }) => difference.about ?? '').map(([about, own]) => ({
      key: `fails:${about}`,
      symptoms: own,
      sentence: `${listed(operationsOf(own))} answered ${outcomeOf(own[0]!)} to a request that it may refuse, but must not fail on`,
    })),
  predicts: ({ symptoms }, { difference: { kind, operation, observed } }) =>
    kind === 'refuses' &&
    symptoms.some(({ difference }) => difference.operation === operation && difference.observed === observed),
};
