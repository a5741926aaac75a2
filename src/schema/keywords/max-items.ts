import fc from 'fast-check';
import type { Keyword } from '../keyword.ts';

/** A list must have at most this many items. */
export const maxItems: Keyword<number> = {
  name: 'maxItems',
  validate: 'standard',
  breach: 'a list that is too long',
  demand: (count, { member }) => `${member} must have at most ${count} items`,
  narrow: (domain, count) => {
    domain.maxItems = Math.min(domain.maxItems, count);
  },
  edges: (count, { member }) => [{ name: 'most', edit: (_, draw) => ({ [member]: draw(count) }) }],
  violations: (count, { member }) => [{ name: 'one too many', edit: (_, draw) => ({ [member]: draw(count + 1) }) }],
  violation: (count, { member }) =>
    fc.integer({ min: 1, max: 8 }).map((more) => (_, draw) => ({ [member]: draw(count + more) })),
};
