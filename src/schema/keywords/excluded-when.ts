import type { Schema } from '../../core/contract.ts';
import { given } from '../given.ts';
import type { Keyword } from '../keyword.ts';
import { listText } from '../list-text.ts';

type ExcludedWhen = NonNullable<Schema['excludedWhen']>;

/** A member is left out where a sibling has one of these values. */
export const excludedWhen: Keyword<ExcludedWhen> = {
  name: 'excludedWhen',
  validate: ({ by, values }: ExcludedWhen, value, _schema, context) =>
    !given(value) || !values.includes(context?.parentData?.[by] ?? null),
  breach: 'a member that does not go with the value of another',
  demand: ({ by, values }, { member }) => `${member} must be omitted when ${by} is ${listText(values, 'or')}`,
  between: true,
  removes: true,
  finish: (parent, member, { by, values }, owner, kept) => {
    if (parent[member] === undefined || !values.includes(parent[by] ?? null)) return;
    const other = owner.properties?.[by]?.enum?.find((value) => !values.includes(value));
    if (!kept.has(member)) delete parent[member];
    else if (other !== undefined && !kept.has(by)) parent[by] = other;
  },
  violations: ({ by, values }, { member }) =>
    values.map((value) => ({
      name: `with ${by} ${String(value)}`,
      edit: (parent) => ({ [member]: parent[member], [by]: value }),
    })),
};
