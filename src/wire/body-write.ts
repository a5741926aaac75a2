import type { Contract, Schema } from '../core/contract.ts';
import { isObject, type Json, type JsonObject } from '../core/json.ts';
import { type Member, members, resolve } from './shapes.ts';
import { escapeAttribute, escapeText, numeral, Unwritable } from './xml-write.ts';

/** Writes a value's content: what stands between its element's tags. Throws Unwritable. */
export type WriteContent = (value: Json) => string;

/** Text of a value that is no structure or list. A string is written as it stands, whatever type is due. Throws Unwritable. */
export function scalarText(value: Json): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return numeral(value);
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  throw new Unwritable(
    value === null ? 'null, which XML has no form for' : 'a structure or list where a plain value is due',
  );
}

/** Compiles the writer of a schema's content; each shape is compiled once. */
export function contentWriter(
  contract: Contract,
  schema: Schema,
  made = new Map<Schema, WriteContent>(),
): WriteContent {
  const shape = resolve(contract, schema);
  const known = made.get(shape);
  if (known) return known;
  let write: WriteContent = () => '';
  // A shape may hold itself, so what is handed out before it is ready looks the writer up late.
  made.set(shape, (value) => write(value));
  if (shape.type === 'object') write = structureWriter(contract, shape, made);
  else if (shape.type === 'array') write = listWriter(contract, shape.items ?? {}, made);
  else write = (value) => escapeText(scalarText(value));
  made.set(shape, write);
  return write;
}

function structureWriter(contract: Contract, shape: Schema, made: Map<Schema, WriteContent>): WriteContent {
  const write = elementsWriter(contract, members(contract, shape), made);
  return (value) => (isObject(value) ? write(value) : escapeText(scalarText(value)));
}

/** Compiles the writer of members as elements, in the contract's order. Throws Unwritable on a member that is not in the contract. */
export function elementsWriter(
  contract: Contract,
  list: Member[],
  made = new Map<Schema, WriteContent>(),
): (value: JsonObject) => string {
  const parts = list.map(({ name, element, schema }) => ({
    name,
    start: `<${element}>`,
    end: `</${element}>`,
    write: contentWriter(contract, schema, made),
  }));
  const known = new Set(list.map(({ name }) => name));
  return (value) => {
    for (const name in value)
      if (!known.has(name) && value[name] !== undefined)
        throw new Unwritable(`the member ${name}, which is not documented`);
    let xml = '';
    for (const { name, start, end, write } of parts) {
      const member = value[name];
      if (member !== undefined) xml += start + write(member) + end;
    }
    return xml;
  };
}

function listWriter(contract: Contract, items: Schema, made: Map<Schema, WriteContent>): WriteContent {
  const element = items.xmlName ?? 'member';
  const write = contentWriter(contract, items, made);
  return (value) => {
    if (!Array.isArray(value)) return escapeText(scalarText(value));
    let xml = '';
    for (const item of value) xml += `<${element}>${write(item)}</${element}>`;
    return xml;
  };
}

/** Compiles the writer of documents of one root element in the contract's namespace. */
export function documentWriter(contract: Contract, root: string): (content: string) => string {
  const start = `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="${escapeAttribute(contract.service.namespace)}">`;
  const end = `</${root}>`;
  return (content) => start + content + end;
}
