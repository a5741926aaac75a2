import type { Schema } from '../../core/contract.ts';
import type { Json } from '../../core/json.ts';
import type { Keyword } from '../keyword.ts';
import { listText } from '../list-text.ts';

type Selects = NonNullable<Schema['selects']>;

/** The member that the value of `by` names is present, and no other of `members` is. */
export const selects: Keyword<Selects> = {
  name: 'selects',
  validate: ({ by, members }: Selects, object: Record<string, Json> | Json[] | null) => {
    if (typeof object !== 'object' || object === null || Array.isArray(object)) return true;
    const wanted = members[String(object[by])];
    return (
      wanted === undefined ||
      Object.values(members).every((member) => (object[member] !== undefined) === (member === wanted))
    );
  },
  breach: 'a choice without what belongs to it',
  demand: ({ by, members }) =>
    `exactly the one of ${listText(Object.values(members), 'and')} that ${by} names is given`,
  violations: ({ by, members }) =>
    Object.entries(members).flatMap(([value, member]) => {
      const others = Object.entries(members).filter(([other]) => other !== value);
      return [
        { name: `${member} absent`, edit: (parent) => (parent[by] === value ? { [member]: undefined } : {}) },
        ...others.map(([other]) => ({
          name: `${member} with ${by} ${other}`,
          edit: (parent: Record<string, unknown>) => (parent[by] === value ? { [by]: other } : {}),
        })),
      ];
    }),
};
