import { type Keyword, set } from '../keyword.ts';
import { numberDomain, stepOf, tidy } from './number.ts';

/** A number must be more than this. */
export const exclusiveMinimum: Keyword<number> = {
  name: 'exclusiveMinimum',
  validate: 'standard',
  breach: 'a number that is not above its bound',
  demand: (bound, { member }) => `${member} must be more than ${bound}`,
  edges: (_, { member, node }) => [{ name: 'smallest supported', edit: set(member, numberDomain(node).min) }],
  violations: (bound, { member, node }) => [
    { name: 'the bound itself', edit: set(member, bound) },
    { name: 'below', edit: set(member, tidy(bound - stepOf(node))) },
  ],
};
