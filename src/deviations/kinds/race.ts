import { grouped } from '../symptom.ts';
import type { Kind } from './kind.ts';
import { operationsOf } from './words.ts';

/** Calls at once whose answers no order of them explains. */
export const race: Kind = {
  kinds: ['race'],
  drafts: (symptoms) =>
    symptoms.length === 0
      ? []
      : grouped(symptoms, () => '').map(([, own]) => ({
          key: 'race',
          symptoms: own,
          sentence: `Calls at once get in each other's way (${operationsOf(own).join(', ')}): ${own[0]!.finding.demands}`,
        })),
};
