import { grouped } from '../symptom.ts';
import type { Kind } from './kind.ts';

/** A required operation that is absent. */
export const absent: Kind = {
  kinds: ['absent'],
  drafts: (symptoms) =>
    grouped(symptoms, ({ difference }) => difference.operation).map(([operation, own]) => ({
      key: `absent:${operation}`,
      symptoms: own,
      sentence: `${operation} is not implemented: it answered ${own[0]!.finding.actual}`,
    })),
};
