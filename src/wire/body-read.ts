import type { Contract, Schema } from '../core/contract.ts';
import type { Json, JsonObject } from '../core/json.ts';
import type { ReadScalar } from './scalar.ts';
import { type Member, members, resolve } from './shapes.ts';
import type { XmlElement } from './xml-read.ts';

/** Makes a value of an element by the shape that is due there. */
export type ReadElement = (element: XmlElement) => Json;

/**
 * Compiles the reader of a schema; each shape is compiled once. Unknown elements are passed over, of a repeated one the
 * last counts. Text where a structure or list is due stays text, so that a check can see it.
 */
export function elementReader(
  contract: Contract,
  schema: Schema,
  scalar: ReadScalar,
  made = new Map<Schema, ReadElement>(),
): ReadElement {
  const shape = resolve(contract, schema);
  const known = made.get(shape);
  if (known) return known;
  let read: ReadElement = () => null;
  // A shape may hold itself, so what is handed out before it is ready looks the reader up late.
  made.set(shape, (element) => read(element));
  if (shape.type === 'object') {
    const into = elementsReader(contract, members(contract, shape), scalar, made);
    read = (element) => (isText(element) ? element.text : into(element, {}));
  } else if (shape.type === 'array') {
    const item = elementReader(contract, shape.items ?? {}, scalar, made);
    const name = shape.items?.xmlName ?? 'member';
    read = (element) =>
      isText(element)
        ? element.text
        : element.children.filter((child) => child.name === name).map((child) => item(child));
  } else {
    const { type } = shape;
    read = (element) => scalar(type, element.text);
  }
  made.set(shape, read);
  return read;
}

/** Compiles the reader of an element's children as members; it adds them to the object that it is given and returns it. */
export function elementsReader(
  contract: Contract,
  list: Member[],
  scalar: ReadScalar,
  made = new Map<Schema, ReadElement>(),
): (element: XmlElement, into: JsonObject) => JsonObject {
  const readers = new Map(
    list.map(({ name, element, schema }) => [element, { name, read: elementReader(contract, schema, scalar, made) }]),
  );
  return (element, into) => {
    for (const child of element.children) {
      const reader = readers.get(child.name);
      if (reader) into[reader.name] = reader.read(child);
    }
    return into;
  };
}

const isText = (element: XmlElement): boolean => element.children.length === 0 && element.text.trim() !== '';
