import fc from 'fast-check';
import type { Json } from '../../core/json.ts';
import { type Keyword, set } from '../keyword.ts';

/** A value is one of these, in this spelling. */
export const enumeration: Keyword<Json[]> = {
  name: 'enum',
  validate: 'standard',
  demand: (values, { member }) => `${member} is one of ${values.join(', ')}`,
  narrow: (domain, values) => {
    domain.values = domain.values ? domain.values.filter((value) => values.includes(value)) : values;
  },
  violations: (values, { member }) => {
    const first = String(values[0]);
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
    fc.stringMatching(/^[A-Za-z]{0,12}$/).map((text) => set(member, `${strangeLetter(values)}${text}`)),
};

function strangeLetter(values: Json[]): string {
  const used = new Set(values.map((value) => String(value).charAt(0).toLowerCase()));
  return [...'xqzjkwv'].find((letter) => !used.has(letter)) ?? '_';
}
