import { given } from '../given.ts';
import type { Keyword } from '../keyword.ts';
import { listText } from '../list-text.ts';

/** A member that has a value allows none for these siblings. */
export const excludes: Keyword<string[]> = {
  name: 'excludes',
  validate: (others: string[], value, _schema, context) =>
    !given(value) || !others.some((other) => given(context?.parentData?.[other])),
  breach: 'two members that must not be given together',
  demand: (others, { member }) => `${member} and ${listText(others, 'or')} must not be given together`,
  between: true,
  removes: true,
  finish: (parent, member, others, _owner, kept) => {
    for (const other of others) {
      if (!given(parent[member]) || !given(parent[other])) continue;
      if (!kept.has(other)) delete parent[other];
      else if (!kept.has(member)) delete parent[member];
    }
  },
  violations: (others, { member, node }) =>
    node.type !== 'string'
      ? []
      : others.map((other) => ({
          name: `with ${other}`,
          edit: (parent) =>
            given(parent[member]) ? { [member]: parent[member], [other]: parent[other] ?? 'conformance' } : {},
        })),
};
