import fc, { type Arbitrary } from 'fast-check';

/** Texts of a pattern. Made once: that takes longer than drawing hundreds of them. */
export function matching(pattern: string, maxLength?: number): Arbitrary<string> {
  const key = `${maxLength} ${pattern}`;
  let found = made.get(key);
  if (!found) {
    found = fc.stringMatching(new RegExp(pattern), maxLength === undefined ? {} : { maxLength });
    made.set(key, found);
  }
  return found;
}

const made = new Map<string, Arbitrary<string>>();
