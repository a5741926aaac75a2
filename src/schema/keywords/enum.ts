import fc from 'fast-check';
import type { Json } from '../../core/json.ts';
import { type Keyword, set } from '../keyword.ts';
import { matching } from '../matching.ts';

/** A value is one of these, in this spelling. */
export const enumeration: Keyword<Json[]> = {
  name: 'enum',
  validate: 'standard',
  breach: 'a value that is not listed',
  demand: (values, { member }) => `${member} must be ${values.length === 1 ? '' : 'one of '}${values.join(', ')}`,
  narrow: (domain, values) => {
    domain.values = domain.values ? domain.values.filter((value) => values.includes(value)) : values;
  },
  violations: (values, { member }) => {
    if (typeof values[0] !== 'string')
      return others(values).map((value) => ({ name: 'another value', edit: set(member, value) }));
    const first = values[0];
    return [
      { name: 'unknown value', edit: set(member, `${first}s`) },
      { name: 'lower case', edit: set(member, first.toLowerCase()) },
      { name: 'upper case', edit: set(member, first.toUpperCase()) },
      { name: 'empty', edit: set(member, '') },
      { name: 'something else', edit: set(member, 'None') },
    ].filter(({ edit }) => !values.includes(edit({}, () => [])[member] ?? null));
  },
  // A letter that begins none of the values keeps every draw outside of them.
  violation: (values, { member }) =>
    typeof values[0] !== 'string'
      ? fc.constantFrom(...others(values)).map((value) => set(member, value))
      : matching('^[A-Za-z]{0,12}$').map((text) => set(member, `${strangeLetter(values)}${text}`)),
};

/** Values of the same kind, numbers or booleans, outside of the list. */
function others(values: Json[]): Json[] {
  if (typeof values[0] === 'boolean') return [true, false].filter((value) => !values.includes(value));
  const numbers = values.map(Number);
  return [Math.max(...numbers) + 1, Math.min(...numbers) - 1];
}

function strangeLetter(values: Json[]): string {
  const used = new Set(values.map((value) => String(value).charAt(0).toLowerCase()));
  return [...'xqzjkwv'].find((letter) => !used.has(letter)) ?? '_';
}
