import { grouped } from '../symptom.ts';
import type { Kind } from './kind.ts';
import { listed, operationsOf } from './words.ts';

/** Answers with another status than the documented one. */
export const status: Kind = {
  kinds: ['status'],
  drafts: (symptoms) =>
    grouped(symptoms, ({ difference: { about = '', expected, observed } }) => `${about}:${expected}:${observed}`).map(
      ([, own]) => {
        const { about, expected, observed } = own[0]!.difference;
        const what = about === undefined ? 'a success' : about;
        return {
          key: `status:${about ?? 'success'}:${observed}`,
          symptoms: own,
          sentence: `${listed(operationsOf(own))} answered ${what} with status ${observed} instead of ${expected}`,
        };
      },
    ),
  // A documented error with the status of a server error is no failure of the server.
  predicts: ({ symptoms: [first] }, { difference: { kind, observed } }) =>
    kind === 'fails' && observed === `${first!.difference.observed} ${first!.difference.about}`,
};
