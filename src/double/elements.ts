import type { Contract, Schema } from '../core/contract.ts';
import type { Path } from '../core/json.ts';
import { placeText } from '../core/place-text.ts';
import { meantName, sameButForCase } from '../schema/meant.ts';
import { layout, type Member, members, perContract, perName, resolve } from '../wire/shapes.ts';
import type { XmlElement } from '../wire/xml-read.ts';

/** An element of a body that no reader takes for a member. */
export interface Stray {
  /** `unknown` and `repeated` may be right; the others are mistakes whose right form is known. */
  kind: 'item' | 'name' | 'place' | 'nesting' | 'namespace' | 'unknown' | 'repeated';
  /** The structure, list or text in which it stands. */
  path: Path;
  found: string;
  /** How it is written right, where that is known. */
  right?: string;
}

/** Where an element of some name belongs, as paths of elements from the root. */
type Homes = Map<string, string[]>;

/** Elements of an operation's body that stand for no member of it, or twice for one. */
export function straysIn(contract: Contract, operation: string, root: XmlElement): Stray[] {
  const { parts, homes } = layouts(contract)(operation);
  const strays: Stray[] = [];
  const look = lookingInto(contract, homes, root.namespace, strays);
  if (parts.payload) look.value(parts.payload.schema, root, [parts.payload.name], undefined);
  else look.members(parts.elements, root, [], undefined);
  return strays;
}

const layouts = perContract((contract) =>
  perName((operation) => {
    const parts = layout(contract, contract.operations[operation]!.input);
    return { parts, homes: homesOf(contract, parts.payload ? [parts.payload] : parts.elements) };
  }),
);

function lookingInto(contract: Contract, homes: Homes, namespace: string, strays: Stray[]) {
  const value = (schema: Schema, element: XmlElement, path: Path, around: XmlElement | undefined): void => {
    const shape = resolve(contract, schema);
    if (shape.type === 'object') inStructure(members(contract, shape), element, path, around);
    else if (shape.type === 'array') inList(shape.items ?? {}, element, path);
    else if (element.children.length > 0)
      strays.push({
        kind: 'nesting',
        path,
        found: `<${element.children[0]!.name}> inside <${element.name}>`,
        right: `<${element.name}>${textIn(element) || '…'}</${element.name}>`,
      });
  };

  const inList = (items: Schema, element: XmlElement, path: Path): void => {
    const name = items.xmlName ?? 'member';
    element.children.forEach((child, index) => {
      if (child.name === name) value(items, child, [...path, index], undefined);
      else
        strays.push({
          kind: 'item',
          path,
          found: `<${child.name}> in <${element.name}>`,
          right: `<${element.name}>${written(name, child)}</${element.name}>`,
        });
    });
  };

  const inStructure = (list: readonly Member[], element: XmlElement, path: Path, around?: XmlElement): void => {
    const seen = new Set<string>();
    for (const child of element.children) {
      const member = list.find((one) => one.element === child.name);
      if (!member) strays.push(misread({ contract, list, homes, element, around, path }, child));
      else if (child.namespace !== namespace)
        strays.push({
          kind: 'namespace',
          path: [...path, member.name],
          found: `<${child.name}> in ${child.namespace === '' ? 'no namespace' : `the namespace ${child.namespace}`}`,
          right: `<${child.name}${namespace === '' ? '' : ` xmlns="${namespace}"`}>`,
        });
      else value(member.schema, child, [...path, member.name], element);
      if (member && seen.has(child.name)) strays.push({ kind: 'repeated', path, found: `<${child.name}> twice` });
      seen.add(child.name);
    }
  };

  return { value, members: inStructure };
}

/** A structure in which an element stands. */
interface Standing {
  contract: Contract;
  list: readonly Member[];
  homes: Homes;
  element: XmlElement;
  /** The structure around that, where it is one. */
  around: XmlElement | undefined;
  path: Path;
}

/** What was meant by an element that no member of a structure has. */
function misread(standing: Standing, child: XmlElement): Stray {
  const { contract, list, element, path } = standing;
  const found = `<${child.name}> in <${element.name}>`;
  const names = list.map((one) => one.element);
  if (child.children.length > 0 && child.children.every(({ name }) => names.includes(name)))
    return { kind: 'nesting', path, found, right: `the elements of <${child.name}> directly in <${element.name}>` };
  const holder = list.find(({ schema }) => {
    const { type, items } = resolve(contract, schema);
    return type === 'array' && (items?.xmlName ?? 'member') === child.name;
  });
  if (holder)
    return {
      kind: 'place',
      path,
      found,
      right: `<${holder.element}>${written(child.name, child)}</${holder.element}>`,
    };
  const same = names.find((name) => sameButForCase(name, child.name));
  if (same !== undefined) return { kind: 'name', path, found, right: written(same, child) };
  const home = homeNear(standing, child.name);
  if (home !== undefined) return { kind: 'place', path, found, right: `<${child.name}> in ${home}` };
  // A newer API may have a member of such a name, so this is a hint and no more.
  const meant = meantName(
    child.name,
    names.filter((name) => !has(element, name)),
  );
  return { kind: 'unknown', path, found: meant === undefined ? found : `${found}; did you mean <${meant}>?` };
}

const has = (element: XmlElement, name: string): boolean => element.children.some((child) => child.name === name);

/** Where an element belongs that stands one structure too high or too low, and is missing there. */
function homeNear({ homes, element, around, path, list }: Standing, name: string): string | undefined {
  const here = placeText(path.filter((key) => typeof key === 'string'));
  const above = here.includes('.') ? here.slice(0, here.lastIndexOf('.')) : '';
  return homes.get(name)?.find((home) => {
    if (home === above && around !== undefined) return !has(around, name);
    const inside = list.find((member) => home === `${here}.${member.element}`);
    return inside !== undefined && !has(element, inside.element);
  });
}

const textIn = (element: XmlElement): string => element.text.trim() || element.children.map(textIn).join('');

/** An element under another name; what it holds is shortened to a mark unless it is text. */
function written(name: string, element: XmlElement): string {
  return `<${name}>${element.children.length > 0 ? '…' : element.text.trim()}</${name}>`;
}

/** For each name of an element the structures in which it is documented. */
function homesOf(contract: Contract, list: readonly Member[]): Homes {
  const homes: Homes = new Map();
  const visit = (schema: Schema, place: string[], above: readonly Schema[]): void => {
    const shape = resolve(contract, schema);
    if (above.includes(shape)) return;
    const inside = [...above, shape];
    if (shape.type === 'array') visit(shape.items ?? {}, place, inside);
    if (shape.type !== 'object') return;
    for (const { element, schema: inner } of members(contract, shape)) {
      homes.set(element, [...(homes.get(element) ?? []), placeText(place)]);
      visit(inner, [...place, element], inside);
    }
  };
  for (const { name, schema } of list) visit(schema, [name], []);
  return homes;
}
