import type { Contract, Schema } from '../core/contract.ts';
import { meantName, sameButForCase } from '../schema/meant.ts';
import { type Member, members, resolve } from '../wire/shapes.ts';
import type { XmlElement } from '../wire/xml-read.ts';

/** The contract, and in how many structures and lists of the body an element of each name stands. */
export interface BodyNames {
  contract: Contract;
  holders: ReadonlyMap<string, number>;
}

/** A structure of the contract, and the element that stands for it. */
export interface Standing {
  shape: Schema;
  list: readonly Member[];
  element: XmlElement;
}

export const has = (element: XmlElement, name: string): boolean =>
  element.children.some((child) => child.name === name);

/** The elements of a structure that no member has. */
export const strangersIn = ({ list, element }: Pick<Standing, 'list' | 'element'>): XmlElement[] =>
  element.children.filter((child) => !list.some((member) => member.element === child.name));

/** The name that the elements of a list have. */
export const itemName = (list: Schema): string => list.items?.xmlName ?? 'member';

/**
 * The members for which elements of a structure stand under a wrong name. A newer API may have more members, so that a
 * name counts as wrong only where it differs in case, where a member that must be there is missing, or where the element
 * holds what one missing member holds and no other.
 */
export function membersMeant(
  names: BodyNames,
  standing: Standing,
  strangers: readonly XmlElement[],
): Map<XmlElement, Member> {
  const { list, element } = standing;
  const meant = new Map<XmlElement, Member>();
  const unknown = (): XmlElement[] => strangers.filter((child) => !meant.has(child));
  const missing = (): Member[] =>
    list.filter((member) => !has(element, member.element) && ![...meant.values()].includes(member));
  const due = (): Member[] => missing().filter((member) => isDue(standing, member));
  for (const child of unknown()) {
    const same = list.find((member) => sameButForCase(member.element, child.name));
    if (same) meant.set(child, same);
  }
  for (const child of unknown()) {
    const one = alike(child, due()) ?? onlyOne(missing(), (member) => holds(names, member, child));
    if (one) meant.set(child, one);
  }
  const [last, ...more] = unknown();
  const [member, ...others] = due();
  if (last && member && more.length === 0 && others.length === 0 && isSameKind(names.contract, member.schema, last))
    meant.set(last, member);
  return meant;
}

/** Whether a member must be there: always, or because something counts its items. */
const isDue = ({ shape, list, element }: Standing, { name }: Member): boolean =>
  shape.required?.includes(name) === true ||
  list.some(
    ({ schema, element: count }) =>
      schema.countOf === name && element.children.some((child) => child.name === count && Number(child.text) > 0),
  );

const alike = (child: XmlElement, list: readonly Member[]): Member | undefined => {
  const name = meantName(
    child.name,
    list.map(({ element }) => element),
  );
  return list.find(({ element }) => element === name);
};

function onlyOne<T>(list: readonly T[], isRight: (one: T) => boolean): T | undefined {
  const [first, ...more] = list.filter(isRight);
  return more.length === 0 ? first : undefined;
}

const isSameKind = (contract: Contract, schema: Schema, { children }: XmlElement): boolean =>
  ['object', 'array'].includes(String(resolve(contract, schema).type)) === children.length > 0;

/**
 * Whether an element holds all that a member holds, and among it something that only such members hold: many hold a count,
 * or whether they are enabled.
 */
const holds = ({ contract, holders }: BodyNames, { schema }: Member, element: XmlElement): boolean =>
  element.children.length > 0 && fits(contract, schema, element) && hasOwn(holders, element);

const hasOwn = (holders: BodyNames['holders'], { children }: XmlElement): boolean =>
  children.some((child) => holders.get(child.name) === 1 || hasOwn(holders, child));

function fits(contract: Contract, schema: Schema, element: XmlElement): boolean {
  const shape = resolve(contract, schema);
  if (shape.type === 'array')
    return element.children.every(
      (child) => child.name === itemName(shape) && fits(contract, shape.items ?? {}, child),
    );
  if (shape.type !== 'object') return element.children.length === 0;
  const list = members(contract, shape);
  const isWhole = list.every((member) => !shape.required?.includes(member.name) || has(element, member.element));
  return (
    isWhole &&
    element.children.every((child) => {
      const member = list.find((one) => one.element === child.name);
      return member !== undefined && fits(contract, member.schema, child);
    })
  );
}

/**
 * The missing structure in which an element belongs that stands beside it: the one that takes most of what stands in the
 * wrong place, and one that must be there before one that may be. Many structures have an element of a common name, so
 * that an optional one counts only where all that it needs is there, or where no other structure has such an element.
 */
export function missingHome(
  { contract, holders }: BodyNames,
  { shape, list, element }: Standing,
  child: XmlElement,
): Member | undefined {
  const strangers = strangersIn({ list, element });
  const takes = ({ schema }: Member, one: XmlElement): boolean => {
    const inner = resolve(contract, schema);
    if (inner.type !== 'object') return false;
    const member = members(contract, inner).find((each) => each.element === one.name);
    return member !== undefined && fits(contract, member.schema, one);
  };
  const isRequired = ({ name }: Member): boolean => shape.required?.includes(name) === true;
  const isThere = (member: Member): boolean => {
    const { required = [] } = resolve(contract, member.schema);
    const isWhole = required.length > 0 && required.every((name) => strangers.some((one) => one.name === name));
    return isWhole || holders.get(child.name) === 1;
  };
  const worth = (member: Member): number =>
    2 * strangers.filter((one) => takes(member, one)).length + (isRequired(member) ? 1 : 0);
  return list
    .filter(
      (member) => !has(element, member.element) && takes(member, child) && (isRequired(member) || isThere(member)),
    )
    .sort((a, b) => worth(b) - worth(a))[0];
}

/** The structure beside an element that lacks it, where no other has such an element. */
export function homeBeside(
  { contract, holders }: BodyNames,
  { list, element }: Standing,
  child: XmlElement,
): Member | undefined {
  if (holders.get(child.name) !== 1) return undefined;
  return list.find(({ element: name, schema }) => {
    const inner = resolve(contract, schema);
    const there = element.children.find((one) => one.name === name);
    if (inner.type !== 'object' || !there || has(there, child.name)) return false;
    const member = members(contract, inner).find((one) => one.element === child.name);
    return member !== undefined && fits(contract, member.schema, child);
  });
}

/** In how many structures and lists of a body an element of each name stands. */
export function holdersIn(contract: Contract, list: readonly Member[]): Map<string, number> {
  const counts = new Map<string, number>();
  const seen = new Set<Schema>();
  const count = (name: string): unknown => counts.set(name, (counts.get(name) ?? 0) + 1);
  const visit = (schema: Schema): void => {
    const shape = resolve(contract, schema);
    if (seen.has(shape)) return;
    seen.add(shape);
    if (shape.type === 'array') {
      count(itemName(shape));
      visit(shape.items ?? {});
    }
    if (shape.type !== 'object') return;
    for (const { element, schema: inner } of members(contract, shape)) {
      count(element);
      visit(inner);
    }
  };
  for (const { schema } of list) visit(schema);
  return counts;
}
