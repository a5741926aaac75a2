import fc from 'fast-check';
import type { JsonObject } from '../../core/json.ts';
import { given } from '../given.ts';
import type { Keyword, MemberEdit } from '../keyword.ts';
import { listText } from '../list-text.ts';
import { eachOf } from '../listed.ts';

/** Of each of these groups of members at least one has a value. Said at the shape, judged at the first of the group. */
export const needsOneOf: Keyword<string[]> = {
  name: 'needsOneOf',
  validate: eachOf(
    'needsOneOf',
    (group: string[], object: JsonObject) => group.some((member) => given(object[member])),
    ([first]) => first!,
  ),
  listed: (groups) => (groups as string[][]).map((group) => [group[0]!, group]),
  breach: 'a structure without any of the members of which it needs one',
  demand: (group) => `${listText(group, 'or')} is required`,
  between: true,
  violations: (group) => [{ name: 'neither of them', edit: none(group) }],
  violation: (group) => fc.constant(none(group)),
};

const none =
  (group: string[]): MemberEdit =>
  () =>
    Object.fromEntries(group.map((member) => [member, undefined]));
