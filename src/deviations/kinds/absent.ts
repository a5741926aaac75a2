import { grouped } from '../symptom.ts';
import type { Kind } from './kind.ts';

/** An operation that must be there and is not. */
export const absent: Kind = {
  kinds: ['absent'],
  drafts: (symptoms) =>
    grouped(symptoms, ({ difference }) => difference.operation).map(([operation, own]) => ({
      key: `absent:${operation}`,
      symptoms: own,
      sentence: `${operation} is not implemented: the answer was ${own[0]!.finding.actual}`,
    })),
};
