import { headlineOf } from '../headline.ts';
import { grouped } from '../symptom.ts';
import type { Kind } from './kind.ts';

/** Rules that are broken in a way that no other kind tells. */
export const broken: Kind = {
  kinds: ['broken'],
  drafts: (symptoms) =>
    grouped(symptoms, ({ difference }) => difference.about ?? '').map(([about, own]) => {
      const key = `broken:${about}`;
      return { key, symptoms: own, sentence: headlineOf(own[0]!.finding) };
    }),
};
