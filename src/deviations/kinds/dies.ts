import { grouped } from '../symptom.ts';
import type { Kind } from './kind.ts';

/** A request after which the target answers nothing any more. */
export const dies: Kind = {
  kinds: ['dies'],
  drafts: (symptoms) =>
    grouped(symptoms, ({ difference }) => difference.operation).map(([operation, own]) => ({
      key: `dies:${operation}`,
      symptoms: own,
      sentence: `The target dies of a ${operation}: it answered neither this request nor any after it`,
    })),
};
