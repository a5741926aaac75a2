import type { Schema } from '../../core/contract.ts';
import type { Json, JsonObject } from '../../core/json.ts';
import type { Keyword, MemberEdit } from '../keyword.ts';
import { listText } from '../list-text.ts';

type AtLeastWithin = NonNullable<Schema['atLeastWithin']>;

/** A number does not fall below a member of one of its sibling structures. */
export const atLeastWithin: Keyword<AtLeastWithin> = {
  name: 'atLeastWithin',
  validate: (within: AtLeastWithin, value: unknown, _schema, context) =>
    typeof value !== 'number' || value >= most(context?.parentData as JsonObject, within),
  breach: 'a number below the one that it must reach',
  demand: ({ member: other, structures }, { member }) =>
    `${member} must be at least the ${other} of ${listText(structures, 'or')}`,
  between: true,
  finish: (parent, member, within, _owner, pinned) => {
    const value = parent[member];
    const bound = most(parent, within);
    if (typeof value === 'number' && value < bound && !pinned.has(member)) parent[member] = bound;
  },
  violations: (within, { member }) => [{ name: `one below ${within.member}`, edit: below(member, within) }],
};

const structure = (value: Json | undefined): JsonObject | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;

function most(parent: JsonObject, { member, structures }: AtLeastWithin): number {
  const values = structures.map((name) => structure(parent[name])?.[member]);
  return Math.max(...values.filter((value) => typeof value === 'number'), Number.NEGATIVE_INFINITY);
}

/** Of structures that are there: what a structure needs is known to the shape alone. */
const below =
  (member: string, { member: other, structures }: AtLeastWithin): MemberEdit =>
  (parent) => {
    const holder = structures.find((name) => structure(parent[name]));
    if (holder === undefined) return {};
    const value = structure(parent[holder])?.[other];
    const bound = typeof value === 'number' && value > 1 ? value : 31;
    return { [holder]: { ...structure(parent[holder]), [other]: bound }, [member]: bound - 1 };
  };
