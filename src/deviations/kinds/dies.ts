import { grouped } from '../symptom.ts';
import type { Kind } from './kind.ts';
import { withArticle } from './words.ts';

/** A request after which the target stops answering. */
export const dies: Kind = {
  kinds: ['dies'],
  drafts: (symptoms) =>
    grouped(symptoms, ({ difference }) => difference.operation).map(([operation, own]) => ({
      key: `dies:${operation}`,
      symptoms: own,
      sentence: `The target stopped answering after ${withArticle(operation)}: it answered neither this request nor any later one`,
    })),
};
