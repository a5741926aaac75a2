import fc from 'fast-check';
import { type Keyword, set } from '../keyword.ts';
import { numberDomain, stepOf, tidy } from './number.ts';

/** A number is at least this. */
export const minimum: Keyword<number> = {
  name: 'minimum',
  validate: 'standard',
  breach: 'a number below its minimum',
  demand: (bound, { member }) => `${member} must be at least ${bound}`,
  edges: (_, { member, node }) => [{ name: 'smallest supported', edit: set(member, numberDomain(node).min) }],
  violations: (bound, { member, node }) => {
    const values: [string, number][] = [['just below', tidy(bound - stepOf(node))]];
    if (bound > 0) values.push(['zero', 0]);
    values.push(['negative', -1], ['far below', -(2 ** 31) - 1]);
    return values.filter(([, value]) => value < bound).map(([name, value]) => ({ name, edit: set(member, value) }));
  },
  violation: (bound, { member, node }) =>
    fc.integer({ min: 1, max: 1_000_000 }).map((steps) => set(member, tidy(bound - steps * stepOf(node)))),
};
