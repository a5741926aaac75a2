import { type ReadScalar, readScalar } from '../wire/scalar.ts';

/** Spellings as a Java service would read them: booleans in any case and as digits; numbers as XML Schema has them. */
export const readSpelling: ReadScalar = (type, text) => {
  if (type !== 'boolean') return readScalar(type, text);
  const word = text.trim().toLowerCase();
  if (word === 'true' || word === '1') return true;
  return word === 'false' || word === '0' ? false : text;
};
