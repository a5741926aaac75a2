import fc from 'fast-check';
import type { Json, JsonObject } from '../../core/json.ts';
import type { Keyword, MemberEdit } from '../keyword.ts';

/** No two items of a list have the same value in this member. */
export const uniqueBy: Keyword<string> = {
  name: 'uniqueBy',
  validate: (by: string, items: unknown) => {
    if (!Array.isArray(items)) return true;
    const values = items.map((item: JsonObject | null) => item?.[by]).filter((value) => value !== undefined);
    return new Set(values).size === values.length;
  },
  breach: 'a list with two items of the same name',
  demand: (by, { member, path }) => `no two of ${holderOf(path) ?? member} may have the same ${by}`,
  between: true,
  narrow: (domain, by) => {
    domain.uniqueBy = by;
  },
  violations: (_, { member }) => [{ name: 'an item twice', edit: twice(member) }],
  violation: (_, { member }) => fc.constant(twice(member)),
};

/** The structure around a list that is called Items names what is in it. */
const holderOf = (path: readonly (string | number)[]): string | undefined =>
  path.at(-1) === 'Items' && typeof path.at(-2) === 'string' ? String(path.at(-2)) : undefined;

function twice(member: string): MemberEdit {
  return (parent, draw) => {
    const held = parent[member];
    const [item = {} as Json] = Array.isArray(held) && held.length > 0 ? held : draw(1);
    return { [member]: [item, { ...(item as JsonObject) }] };
  };
}
