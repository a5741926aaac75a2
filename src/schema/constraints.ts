import type { Contract, Schema } from '../core/contract.ts';
import type { Basis } from '../core/evidence.ts';
import { keywordOf } from './keywords/index.ts';
import { type Site, sites } from './site.ts';

/** One keyword at one place: what a constraint rule judges. */
export interface Constraint {
  /** `Shape.Member.keyword`; `Shape.Member.supported.keyword` for a practice. */
  id: string;
  site: Site;
  keyword: keyof Schema;
  value: unknown;
  basis: Basis;
}

/**
 * Whether a body can hold a value of a wrong kind here. Text can't be of a wrong type on the wire, and text in place of a
 * structure can only be told from an empty one where something in it is required.
 */
function hasKind({ type, required = [], binding }: Schema): boolean {
  if (binding) return false;
  return type === 'integer' || type === 'number' || type === 'boolean' || (type === 'object' && required.length > 0);
}

/** What the documentation demands of a shape and all that it holds, in the order of its members. */
export function constraints(contract: Contract, shape: string): Constraint[] {
  return sites(contract, shape).flatMap((site) => {
    const { node, owner, member } = site;
    const inPath = node.binding !== undefined && 'label' in node.binding;
    const found: [keyof Schema, unknown][] = [];
    if (owner.required?.includes(member) && !inPath) found.push(['required', true]);
    if (hasKind(node)) found.push(['type', node.type]);
    found.push(...judged(node), ...listedFor(owner, member));
    return found.map(([keyword, value]) => {
      const basis = node.basis?.[keyword] ?? owner.basis?.[keyword];
      if (!basis) throw new Error(`${site.shape}.${member}: ${keyword} has no basis in the contract`);
      // A structure is of its own kind wherever it stands.
      const place = keyword === 'type' && site.refers !== undefined ? site.refers : `${site.shape}.${member}`;
      return { id: `${place}.${keyword}`, site, keyword, value, basis };
    });
  });
}

/** What practice supports within that, in the same order. Breaking one makes a request open, never broken. */
export function practices(contract: Contract, shape: string): Constraint[] {
  return sites(contract, shape).flatMap((site) => {
    const { node, owner, member } = site;
    const found: [keyof Schema, unknown][] = [];
    if (owner.supported?.required?.includes(member)) found.push(['required', true]);
    if (owner.supported?.selects?.by === member) found.push(['selects', owner.supported.selects]);
    if (owner.supported) found.push(...listedFor(owner.supported, member));
    if (node.supported) found.push(...judged(node.supported).filter(([keyword]) => keyword !== 'selects'));
    return found.map(([keyword, value]) => {
      const basis = node.supported?.basis?.[keyword] ?? owner.supported?.basis?.[keyword] ?? INFERRED;
      return { id: `${site.shape}.${member}.supported.${keyword}`, site, keyword, value, basis };
    });
  });
}

const INFERRED: Basis = { evidence: 'inferred', citations: [] };

/** Keywords of a member's own node that a request can break; the lists of a shape are judged at their members. */
function judged(node: Schema): [keyof Schema, unknown][] {
  return (Object.entries(node) as [keyof Schema, unknown][]).filter(([name]) => {
    if (name === 'required' || name === 'type' || name === 'selects') return false;
    const { violations, listed } = keywordOf(name);
    return violations !== undefined && listed === undefined;
  });
}

/** What a shape's keywords that list members say of one of them. */
export function listedFor(owner: Schema, member: string): [keyof Schema, unknown][] {
  return (Object.entries(owner) as [keyof Schema, unknown][]).flatMap(([name, value]) =>
    (keywordOf(name).listed?.(value) ?? [])
      .filter(([listed]) => listed === member)
      .map(([, part]): [keyof Schema, unknown] => [name, part]),
  );
}
