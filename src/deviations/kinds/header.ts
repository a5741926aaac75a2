import { grouped } from '../symptom.ts';
import type { Kind } from './kind.ts';
import { listed, operationsOf, shown } from './words.ts';

/** Headers of answers that are missing or wrong. */
export const header: Kind = {
  kinds: ['header'],
  drafts: (symptoms) =>
    grouped(symptoms, ({ difference }) => difference.about ?? '').map(([about, own]) => {
      const { observed } = own[0]!.difference;
      const responses = `the responses to ${listed(operationsOf(own))}`;
      return {
        key: `header:${about}`,
        symptoms: own,
        sentence:
          observed === undefined
            ? `${about} is missing from ${responses}`
            : `${about} is wrong in ${responses}: ${shown(observed)}`,
      };
    }),
};
