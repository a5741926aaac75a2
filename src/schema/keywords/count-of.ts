import fc from 'fast-check';
import type { JsonObject } from '../../core/json.ts';
import type { Keyword, MemberEdit } from '../keyword.ts';

/** A number is the number of items in its sibling list; an absent list has none. */
export const countOf: Keyword<string> = {
  name: 'countOf',
  validate: (list: string, value: unknown, _schema, context) =>
    !Number.isInteger(value) || value === length(context?.parentData, list),
  breach: 'a count that is not that of its list',
  demand: (list, { member }) => `${member} must be the number of ${list}`,
  finish: (parent, member, list, _owner, pinned) => {
    if (!pinned.has(member)) parent[member] = length(parent, list);
  },
  violations: (list, { member }) => [
    { name: 'one more than there are', edit: off(member, list, 1) },
    { name: 'one less than there are', edit: off(member, list, -1) },
    { name: 'many more', edit: off(member, list, 1000) },
    { name: 'of nine digits', edit: () => ({ [member]: 999_999_999 }) },
    { name: 'of forty digits', edit: () => ({ [member]: '9'.repeat(40) }) },
    { name: 'negative', edit: () => ({ [member]: -1 }) },
    { name: `${list} absent`, edit: () => ({ [member]: 1, [list]: undefined }) },
  ],
  violation: (list, { member }) =>
    fc.oneof(
      fc.integer({ min: 1, max: 1_000 }).map((more) => off(member, list, more)),
      fc.integer({ min: 1, max: 1_000 }).map((less) => off(member, list, -less)),
    ),
};

function length(parent: JsonObject | undefined, list: string): number {
  const items = parent?.[list];
  return Array.isArray(items) ? items.length : 0;
}

function off(member: string, list: string, by: number): MemberEdit {
  return (parent) => ({ [member]: length(parent, list) + by });
}
