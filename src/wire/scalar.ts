import type { Schema } from '../core/contract.ts';

/** Makes a value of an element's or a header's text. What is no legal spelling of the type stays text, so that a check can see it. */
export type ReadScalar = (type: Schema['type'], text: string) => string | number | boolean;

const INTEGER = /^[+-]?[0-9]+$/;
const NUMBER = /^[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?$/;

/** Numerals and booleans as XML Schema spells them, blanks around them left out. Integers that a double can't hold stay text. */
export const readScalar: ReadScalar = (type, text) => {
  if (type === 'string' || type === undefined) return text;
  const word = text.trim();
  if (type === 'boolean') return word === 'true' ? true : word === 'false' ? false : text;
  const legal = type === 'integer' ? INTEGER : NUMBER;
  const value = legal.test(word) ? Number(word) : Number.NaN;
  const exact = type === 'integer' ? Number.isSafeInteger(value) : Number.isFinite(value);
  return exact ? value : text;
};
