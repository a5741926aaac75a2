import fc from 'fast-check';
import { type Keyword, set } from '../keyword.ts';
import { numberDomain, stepOf, tidy } from './number.ts';

/** A number is at most this. */
export const maximum: Keyword<number> = {
  name: 'maximum',
  validate: 'standard',
  breach: 'a number above its maximum',
  demand: (bound, { member }) => `${member} must not exceed ${bound}`,
  edges: (_, { member, node }) => [{ name: 'largest supported', edit: set(member, numberDomain(node).max) }],
  violations: (bound, { member, node }) =>
    [
      ['just above', tidy(bound + stepOf(node))],
      ['ten times', tidy(bound * 10)],
      ['beyond 32 bits', 2 ** 31],
      ['wraps round in 32 bits', 2 ** 32 + numberDomain(node).max],
      ['beyond 64 bits', 2 ** 64],
      ['of forty digits', '9'.repeat(40)],
    ]
      .filter((pair): pair is [string, number | string] => Number(pair[1]) > bound)
      .map(([name, value]) => ({ name, edit: set(member, value) })),
  violation: (bound, { member, node }) =>
    fc.integer({ min: 1, max: 1_000_000 }).map((steps) => set(member, tidy(bound + steps * stepOf(node)))),
};
