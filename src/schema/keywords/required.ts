import fc from 'fast-check';
import { type Keyword, set } from '../keyword.ts';

/** A member is there. Listed by the shape that holds it, judged at the member. */
export const required: Keyword<unknown> = {
  name: 'required',
  validate: 'standard',
  breach: 'a missing member',
  demand: (_, { member }) => `${member} is required`,
  violations: (_, { member }) => [{ name: 'absent', edit: set(member, undefined) }],
  violation: (_, { member }) => fc.constant(set(member, undefined)),
};
