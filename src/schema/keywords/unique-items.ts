import fc from 'fast-check';
import type { Keyword, MemberEdit } from '../keyword.ts';

/** The items of a list differ from each other. */
export const uniqueItems: Keyword<boolean> = {
  name: 'uniqueItems',
  validate: 'standard',
  breach: 'a list with an item twice',
  demand: (_, { member }) => `${member} must not hold an item twice`,
  narrow: (domain, unique) => {
    domain.unique ||= unique;
  },
  violations: (_, { member }) => [{ name: 'an item twice', edit: twice(member) }],
  violation: (_, { member }) => fc.constant(twice(member)),
};

function twice(member: string): MemberEdit {
  return (_, draw) => {
    const [item = ''] = draw(1);
    return { [member]: [item, item] };
  };
}
