import fc from 'fast-check';
import { given } from '../given.ts';
import type { Keyword, MemberEdit } from '../keyword.ts';
import { listText } from '../list-text.ts';

/** A member that has a value needs these siblings to have one too. */
export const requires: Keyword<string[]> = {
  name: 'requires',
  validate: (others: string[], value, _schema, context) =>
    !given(value) || others.every((other) => given(context?.parentData?.[other])),
  breach: 'a member without the one that it requires',
  demand: (others, { member }) => `${member} requires ${listText(others, 'and')}`,
  between: true,
  removes: true,
  finish: (parent, member, others, _owner, kept) => {
    if (given(parent[member]) && !kept.has(member) && !others.every((other) => given(parent[other])))
      delete parent[member];
  },
  violations: (others, { member }) => [
    ...others.map((other) => ({ name: `${other} absent`, edit: without(member, [other]) })),
    ...(others.length > 1 ? [{ name: 'none of them', edit: without(member, others) }] : []),
  ],
  violation: (others, { member }) => fc.constantFrom(...others).map((other) => without(member, [other])),
};

/** The member itself is held fast, so that it is not removed together with what it requires. */
const without =
  (member: string, others: string[]): MemberEdit =>
  (parent) =>
    given(parent[member])
      ? { [member]: parent[member], ...Object.fromEntries(others.map((other) => [other, undefined])) }
      : {};
