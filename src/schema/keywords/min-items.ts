import type { Keyword } from '../keyword.ts';

/** A list must have at least this many items. */
export const minItems: Keyword<number> = {
  name: 'minItems',
  validate: 'standard',
  breach: 'a list that is too short',
  demand: (count, { member }) => `${member} must have at least ${count} ${count === 1 ? 'item' : 'items'}`,
  narrow: (domain, count) => {
    domain.minItems = Math.max(domain.minItems, count);
  },
  edges: (count, { member }) => [{ name: 'fewest', edit: (_, draw) => ({ [member]: draw(count) }) }],
  violations: (count, { member }) =>
    count > 0 ? [{ name: 'one too few', edit: (_, draw) => ({ [member]: draw(count - 1) }) }] : [],
};
