import { type Keyword, set } from '../keyword.ts';

/** A text has at least this many characters. */
export const minLength: Keyword<number> = {
  name: 'minLength',
  validate: 'standard',
  breach: 'a text that is too short',
  demand: (length, { member }) => `${member} has at least ${length} characters`,
  narrow: (domain, length) => {
    domain.minLength = Math.max(domain.minLength, length);
  },
  edges: (length, { member, node }) =>
    node.pattern === undefined && node.supported?.pattern === undefined
      ? [{ name: 'shortest', edit: set(member, 'a'.repeat(length)) }]
      : [],
  violations: (length, { member }) =>
    length > 0 ? [{ name: 'one too short', edit: set(member, 'a'.repeat(length - 1)) }] : [],
};
