import type { Keyword, MemberEdit } from '../keyword.ts';
import { atMost, order } from './at-most.ts';
import { numberDomain, stepOf, tidy } from './number.ts';

/** A number does not fall below its sibling. */
export const atLeast: Keyword<string> = {
  name: 'atLeast',
  validate: (sibling: string, value: unknown, _schema, context) => {
    const other = context?.parentData?.[sibling];
    return typeof value !== 'number' || typeof other !== 'number' || value >= other;
  },
  breach: 'a number below the one that it must reach',
  demand: (sibling, { member }) => `${member} must be at least ${sibling}`,
  finish: (parent, member, sibling, owner, pinned) => order(parent, sibling, member, owner, pinned),
  edges: (sibling, site) => {
    const low = numberDomain(site.node).min;
    const equal: MemberEdit = () => ({ [site.member]: low, [sibling]: low });
    return [{ name: `equal to ${sibling}`, edit: equal }];
  },
  violations: (sibling, site) => {
    const low = numberDomain(site.node).min;
    const below: MemberEdit = () => ({ [site.member]: low, [sibling]: tidy(low + stepOf(site.node)) });
    return [{ name: `one below ${sibling}`, edit: below }];
  },
  violation: (sibling, site) => {
    const other = site.owner.properties?.[sibling] ?? {};
    return atMost.violation!(site.member, { ...site, member: sibling, node: other });
  },
};
