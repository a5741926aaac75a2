import { RELATIONS } from '../distributions/relations.ts';
import type { Fault } from './fault.ts';

/** For each demand on several members of a distribution's configuration: not checked. */
export const relationFaults: Fault[] = RELATIONS.map(({ slug, rule, demands }) => ({
  name: `${slug}-off`,
  kind: 'derived',
  breaks: rule,
  about: `It is not checked that ${demands}.`,
  decide: ({ relates }) => ({ relates: (asked) => asked !== slug && relates(asked) }),
}));
