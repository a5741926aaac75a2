import { likeness } from '../core/closest.ts';

/** How alike two names must be for one to be taken for a misspelling of the other, from 0 to 1. */
const ALIKE = 0.6;

const bare = (name: string): string => name.replaceAll(/[^A-Za-z0-9]/g, '').toLowerCase();

/** The name that was meant by another casing, spelling or number of it; undefined where none is alike. */
export function meantName(written: string, names: readonly string[]): string | undefined {
  const same = names.find((name) => bare(name) === bare(written));
  if (same !== undefined) return same;
  const ranked = names
    .map((name) => ({ name, score: likeness(bare(name), bare(written)) }))
    .sort((a, b) => b.score - a.score);
  return ranked[0] !== undefined && ranked[0].score >= ALIKE ? ranked[0].name : undefined;
}

/** Whether two names differ in nothing but case and punctuation. */
export const sameButForCase = (one: string, other: string): boolean => bare(one) === bare(other);
