import { grouped } from '../symptom.ts';
import type { Kind } from './kind.ts';
import { listed, operationsOf } from './words.ts';

/** Concurrent calls whose responses no order of the calls explains. */
export const race: Kind = {
  kinds: ['race'],
  drafts: (symptoms) =>
    symptoms.length === 0
      ? []
      : grouped(symptoms, () => '').map(([, own]) => ({
          key: 'race',
          symptoms: own,
          sentence: `Concurrent calls of ${listed(operationsOf(own))} interfere: ${own[0]!.finding.demands}`,
        })),
};
