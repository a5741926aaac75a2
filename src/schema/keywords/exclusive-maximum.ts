import { type Keyword, set } from '../keyword.ts';
import { numberDomain, stepOf, tidy } from './number.ts';

/** A number must be less than this. */
export const exclusiveMaximum: Keyword<number> = {
  name: 'exclusiveMaximum',
  validate: 'standard',
  breach: 'a number that is not below its bound',
  demand: (bound, { member }) => `${member} must be less than ${bound}`,
  edges: (_, { member, node }) => [{ name: 'largest supported', edit: set(member, numberDomain(node).max) }],
  violations: (bound, { member, node }) => [
    { name: 'the bound itself', edit: set(member, bound) },
    { name: 'above', edit: set(member, tidy(bound + stepOf(node))) },
  ],
};
