import fc from 'fast-check';
import type { Schema } from '../../core/contract.ts';
import type { JsonObject } from '../../core/json.ts';
import { given } from '../given.ts';
import type { Keyword, MemberEdit } from '../keyword.ts';
import { listText } from '../list-text.ts';
import { eachOf } from '../listed.ts';

type RequiredWhen = NonNullable<Schema['requiredWhen']>;
type One = RequiredWhen[number];

/** Members of a shape that must have a value where a sibling has one of these values. Said at the shape, judged at the members. */
export const requiredWhen: Keyword<One> = {
  name: 'requiredWhen',
  validate: eachOf('requiredWhen', ({ member, by, values }: One, object: JsonObject) =>
    values.includes(object[by] ?? null) ? given(object[member]) : true,
  ),
  listed: (all) => (all as RequiredWhen).map((one) => [one.member, one]),
  breach: 'a member missing that the value of another requires',
  demand: (one, { member }) => `${member} is required when ${one.by} is ${listText(one.values, 'or')}`,
  between: true,
  violations: (one) =>
    one.values.map((value) => ({
      name: `absent with ${one.by} ${value}`,
      edit: absent(one, value),
    })),
  violation: (one) => fc.constantFrom(...one.values).map((value) => absent(one, value)),
};

const absent =
  ({ member, by }: One, value: One['values'][number]): MemberEdit =>
  () => ({ [by]: value, [member]: undefined });
