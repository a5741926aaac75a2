import type { Contract, Schema } from '../core/contract.ts';
import type { Path } from '../core/json.ts';
import { placeText } from '../core/place-text.ts';
import { meantName } from '../schema/meant.ts';
import { layout, type Member, members, perContract, perName, resolve } from '../wire/shapes.ts';
import type { XmlElement } from '../wire/xml-read.ts';
import {
  type BodyNames,
  has,
  holdersIn,
  homeBeside,
  itemName,
  membersMeant,
  missingHome,
  type Standing,
  strangersIn,
} from './misread.ts';

/** Elements of a body that no reader takes for a member. */
export interface UnknownElement {
  /** `unknown` and `repeated` may be right; the others are mistakes whose right form is known. */
  kind: 'item' | 'name' | 'place' | 'nesting' | 'namespace' | 'unknown' | 'repeated';
  /** The structure, list or text in which they stand. */
  path: Path;
  found: string;
  /** How it is written right, where that is known. */
  right?: string;
  /** The members for which they stand. */
  standFor: Path[];
}

/** Elements of an operation's body that stand for no member of it, or twice for one. */
export function unknownElementsIn(contract: Contract, operation: string, root: XmlElement): UnknownElement[] {
  const { parts, names } = layouts(contract)(operation);
  const unknownElements: UnknownElement[] = [];
  const look = lookingInto(names, root.namespace, (stray) => unknownElements.push(stray));
  // Every example has the namespace, and no page says that it may be left out.
  if (root.namespace === '')
    unknownElements.push({ kind: 'namespace', path: [], found: `<${root.name}> in no namespace`, standFor: [] });
  if (parts.payload) look.value(parts.payload.schema, root, [parts.payload.name], undefined);
  else look.members({ shape: {}, list: parts.elements, element: root }, [], undefined);
  return unknownElements;
}

const layouts = perContract((contract) =>
  perName((operation) => {
    const parts = layout(contract, contract.operations[operation]!.input);
    const holders = holdersIn(contract, parts.payload ? [parts.payload] : parts.elements);
    return { parts, names: { contract, holders } };
  }),
);

function lookingInto(names: BodyNames, namespace: string, report: (stray: UnknownElement) => void) {
  const { contract } = names;
  const value = (schema: Schema, element: XmlElement, path: Path, around: Standing | undefined): void => {
    const shape = resolve(contract, schema);
    if (shape.type === 'object') inStructure({ shape, list: members(contract, shape), element }, path, around);
    else if (shape.type === 'array') inList(shape, element, path);
    else if (element.children.length > 0)
      report({
        kind: 'nesting',
        path,
        found: `<${element.children[0]!.name}> inside <${element.name}>`,
        right: `<${element.name}>${textIn(element) || '…'}</${element.name}>`,
        standFor: [path],
      });
  };

  const inList = (list: Schema, element: XmlElement, path: Path): void => {
    const name = itemName(list);
    element.children.forEach((child, index) => {
      if (child.name === name) value(list.items ?? {}, child, [...path, index], undefined);
    });
    const wrong = element.children.filter((child) => child.name !== name);
    const parts = members(contract, list.items ?? {}).map((member) => member.element);
    const [first] = wrong;
    if (!first) return;
    const isTakenApart = wrong.every((child) => parts.includes(child.name));
    report({
      kind: 'item',
      path,
      found: `${named(wrong)} in <${element.name}>`,
      right: `<${element.name}>${isTakenApart ? `<${name}>…</${name}>` : written(name, first)}</${element.name}>`,
      standFor: [path],
    });
  };

  const inStructure = (standing: Standing, path: Path, around?: Standing): void => {
    const { list, element } = standing;
    const seen = new Set<string>();
    for (const child of element.children) {
      const member = list.find((one) => one.element === child.name);
      if (!member) continue;
      const inside = [...path, member.name];
      if (child.namespace !== namespace)
        report({
          kind: 'namespace',
          path: inside,
          found: `<${child.name}> in ${child.namespace === '' ? 'no namespace' : `the namespace ${child.namespace}`}`,
          right: `<${child.name}${namespace === '' ? '' : ` xmlns="${namespace}"`}>`,
          standFor: [inside],
        });
      else value(member.schema, child, inside, standing);
      if (seen.has(child.name)) report({ kind: 'repeated', path, found: `<${child.name}> twice`, standFor: [inside] });
      seen.add(child.name);
    }
    for (const stray of misread(names, standing, around, path)) report(stray);
  };

  return { value, members: inStructure };
}

/** What was meant by the elements that no member of a structure has. What belongs in the same place is told once. */
function misread(names: BodyNames, standing: Standing, around: Standing | undefined, path: Path): UnknownElement[] {
  const { list, element } = standing;
  const unknownElements: UnknownElement[] = [];
  const homes = new Map<string, { home: Path; children: XmlElement[] }>();
  const rest: XmlElement[] = [];
  const found = (...children: XmlElement[]): string => `${named(children)} in <${element.name}>`;
  for (const child of strangersIn(standing)) {
    const home = homeOf(names, standing, around, path, child);
    if (isWrapper(standing, child))
      unknownElements.push({
        ...{ kind: 'nesting', path, found: found(child) },
        right: `the elements of <${child.name}> directly in <${element.name}>`,
        standFor: child.children.map(({ name }) => [...path, name]),
      });
    else if (home) {
      const place = placeText(home);
      homes.set(place, { home, children: [...(homes.get(place)?.children ?? []), child] });
    } else rest.push(child);
  }
  for (const [place, { home, children }] of homes) {
    const isList =
      resolve(names.contract, list.find(({ name }) => name === home.at(-1))?.schema ?? {}).type === 'array';
    const [first] = children;
    unknownElements.push({
      ...{ kind: 'place', path, found: found(...children) },
      right: isList
        ? `<${home.at(-1)}>${written(first!.name, first!)}</${home.at(-1)}>`
        : `${named(children)} in ${place}`,
      standFor: isList ? [home] : children.map(({ name }) => [...home, name]),
    });
  }
  const meant = membersMeant(names, standing, rest);
  for (const child of rest) unknownElements.push(misnamed(standing, path, found(child), child, meant.get(child)));
  return unknownElements;
}

/** Whether an element stands round what belongs directly in its structure, and is missing there. */
const isWrapper = ({ list, element }: Standing, { children }: XmlElement): boolean =>
  children.length > 0 && children.every(({ name }) => list.some((one) => one.element === name) && !has(element, name));

function misnamed(
  { list, element }: Standing,
  path: Path,
  found: string,
  child: XmlElement,
  member?: Member,
): UnknownElement {
  if (member)
    return { kind: 'name', path, found, right: written(member.element, child), standFor: [[...path, member.name]] };
  // A newer API may have a member of such a name, so this is a hint and no more.
  const names = list.map((one) => one.element).filter((name) => !has(element, name));
  const meant = meantName(child.name, names);
  return {
    kind: 'unknown',
    path,
    found: meant === undefined ? found : `${found}; did you mean <${meant}>?`,
    standFor: [],
  };
}

/** The list or structure in which an element belongs that stands one level too high or too low, and is missing there. */
function homeOf(
  names: BodyNames,
  standing: Standing,
  around: Standing | undefined,
  path: Path,
  child: XmlElement,
): Path | undefined {
  const holder = standing.list.find(({ schema }) => {
    const shape = resolve(names.contract, schema);
    return shape.type === 'array' && itemName(shape) === child.name;
  });
  const inside = holder ?? missingHome(names, standing, child) ?? homeBeside(names, standing, child);
  if (inside) return [...path, inside.name];
  const above = around?.list.some((member) => member.element === child.name) && !has(around.element, child.name);
  return above ? path.slice(0, -1) : undefined;
}

/** Names of elements in brackets, each once. */
function named(elements: readonly XmlElement[]): string {
  const names = [...new Set(elements.map(({ name }) => `<${name}>`))];
  const last = names.pop()!;
  return names.length === 0 ? last : `${names.join(', ')} and ${last}`;
}

const textIn = (element: XmlElement): string => element.text.trim() || element.children.map(textIn).join('');

/** An element under another name; what it holds is shortened to a mark unless it is text. */
const written = (name: string, element: XmlElement): string =>
  `<${name}>${element.children.length > 0 ? '…' : element.text.trim()}</${name}>`;
