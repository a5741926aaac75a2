import type { Derivation } from '../core/reproducer.ts';
import { similar } from '../rules/lifecycle/unknown-id.ts';

/** Distances that rules use, and some more. */
const DISTANCES = [1, 2, 3, 4, 5, 6, 7, 8, 9];

/** How a text is made of an id; undefined where it is not. What holds the whole id needs no making. */
export function derivationOf(id: string, text: string): Derivation | undefined {
  if (text !== '' && text.length < id.length && id.startsWith(text)) return { keep: text.length };
  const distance = DISTANCES.find((one) => text !== id && similar(id, one) === text);
  return distance === undefined ? undefined : { similar: distance };
}

/** The text that is made of another id in the same way. */
export const derived = (id: string, how: Derivation): string =>
  'keep' in how ? id.slice(0, Math.min(how.keep, id.length - 1)) : similar(id, how.similar);
