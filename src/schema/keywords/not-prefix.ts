import { type Keyword, set } from '../keyword.ts';
import { matching } from '../matching.ts';

/** A text must not begin with this. */
export const notPrefix: Keyword<string> = {
  name: 'notPrefix',
  validate: (unwanted: string, value: unknown) => typeof value !== 'string' || !value.startsWith(unwanted),
  narrow: (domain, unwanted) => {
    domain.notPrefix = unwanted;
  },
  breach: 'a text with a prefix that it must not have',
  demand: (unwanted, { member }) => `${member} must not begin with ${unwanted}`,
  violations: (unwanted, { member }) => [{ name: 'begins with it', edit: set(member, `${unwanted}test`) }],
  violation: (unwanted, { member }) => matching('^[a-z0-9]{1,20}$').map((rest) => set(member, `${unwanted}${rest}`)),
};
