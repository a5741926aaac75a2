import type { Contract } from '../core/contract.ts';
import type { Evidence } from '../core/evidence.ts';
import { constraints, practices } from './constraints.ts';
import { keywordOf } from './keywords/index.ts';
import { type Site, sites } from './site.ts';

/** What a rule of a certificate says, as a sentence without a full stop, and on what evidence. */
export interface RuleSentence {
  evidence: Evidence;
  sentence: string;
}

/** What the documentation leaves open about a member. */
const OPEN: Record<string, (member: string) => string> = {
  unknown: (member) => `${member} is not a documented member`,
  empty: (member) => `the documentation does not say whether ${member} may be empty`,
  spelling: (member) => `the documentation does not say whether ${member} may be spelled like this`,
  long: (member) => `the documentation gives no greatest length of ${member}`,
  'not-printable-ascii': (member) =>
    `the documentation does not say whether ${member} may hold other characters than ASCII`,
  'surrounding-blanks': (member) => `the documentation does not say whether ${member} may have blanks around it`,
  'rounds-to-bound': (member) => `${member} differs from its bound by less than its type, a 32-bit float, can tell`,
};

const found = new WeakMap<Contract, Map<string, (rule: string) => RuleSentence>>();

/** A function that says of each rule and each opening of a shape's certificate what it is about. */
export function demandsOf(contract: Contract, shape: string): (rule: string) => RuleSentence {
  const known = found.get(contract) ?? new Map<string, (rule: string) => RuleSentence>();
  found.set(contract, known);
  let say = known.get(shape);
  if (!say) known.set(shape, (say = sayingOf(contract, shape)));
  return say;
}

function sayingOf(contract: Contract, shape: string): (rule: string) => RuleSentence {
  const said = new Map<string, RuleSentence>();
  for (const raw of sites(contract, shape)) {
    const site = readable(raw);
    const sentence = keywordOf('type').demand!(site.node.type, site);
    said.set(`${raw.shape}.${raw.member}.required`, {
      evidence: 'documented',
      sentence: `${site.member} is required`,
    });
    for (const holder of [site.refers, `${raw.shape}.${raw.member}`])
      if (holder !== undefined) said.set(`${holder}.type`, { evidence: 'documented', sentence });
  }
  for (const { id, keyword, value, site, basis } of [...practices(contract, shape), ...constraints(contract, shape)])
    said.set(id, { evidence: basis.evidence, sentence: keywordOf(keyword).demand?.(value, readable(site)) ?? id });
  return (rule) => said.get(rule) ?? { evidence: 'documented', sentence: openText(rule) };
}

/** A site whose member is called so that a sentence can speak of it. */
const readable = (site: Site): Site =>
  site.member === 'items'
    ? { ...site, member: `each of ${site.path.findLast((key) => typeof key === 'string')}` }
    : site;

function openText(rule: string): string {
  const words = rule.split('.');
  const member = words.at(-2) ?? '';
  return OPEN[words.at(-1)!]?.(member === 'items' ? (words.at(-3) ?? '') : member) ?? rule;
}
