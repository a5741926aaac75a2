import type { Contract } from '../core/contract.ts';
import type { Json, JsonObject } from '../core/json.ts';
import type { HttpRequest } from '../core/outcome.ts';
import { contentWriter, documentWriter, elementsWriter, scalarText } from './body-write.ts';
import { type Layout, layout, operationOf, perContract, perName } from './shapes.ts';
import { Unwritable } from './xml-write.ts';

/** The request, or why no HTTP request can carry this input. */
export type Encoded = { request: HttpRequest } | { unsent: string };

const NO_BODY = new Uint8Array(0);

/** Compiles a contract's requests. The result encodes an operation's input; it throws only on an operation that the contract lacks. */
export const encoder: (contract: Contract) => (operation: string, input: JsonObject) => Encoded = perContract(
  (contract) => {
    const compiled = perName((name) => compile(contract, name));
    return (operation, input) => {
      const encode = compiled(operation);
      try {
        return { request: encode(input) };
      } catch (error) {
        if (error instanceof Unwritable) return { unsent: error.message };
        throw error;
      }
    };
  },
);

function compile(contract: Contract, name: string): (input: JsonObject) => HttpRequest {
  const operation = operationOf(contract, name);
  const parts = layout(contract, operation.input);
  const path = pathWriter(operation.path, parts);
  const query = queryWriter(parts, operation.path.includes('?'));
  const headers = headersWriter(parts);
  const body = bodyWriter(contract, parts);
  const known = new Set(Object.keys(contract.$defs[operation.input]?.properties ?? {}));
  return (input) => {
    for (const member in input)
      if (!known.has(member) && input[member] !== undefined)
        throw new Unwritable(`the member ${member}, which is not documented`);
    const text = body(input);
    const sent = headers(input);
    if (text !== undefined) sent['content-type'] = 'application/xml';
    return {
      method: operation.method,
      path: path(input) + query(input),
      headers: sent,
      body: text === undefined ? NO_BODY : Buffer.from(text),
    };
  };
}

function pathWriter(template: string, { labels }: Layout): (input: JsonObject) => string {
  // A literal, then a label, then a literal, and so on.
  const pieces = template.split(/\{([^}]+)\}/);
  for (const [index, label] of pieces.entries()) {
    if (index % 2 === 1 && !labels.some(({ name }) => name === label))
      throw new Error(`The path names no label: ${label}.`);
  }
  return (input) => {
    let path = pieces[0]!;
    for (let index = 1; index < pieces.length; index += 2) {
      const name = pieces[index]!;
      const value = input[name];
      if (value === undefined || value === '') throw new Unwritable(`no ${name}, which is a part of the path`);
      path += percentEncode(scalarText(value)) + pieces[index + 1]!;
    }
    return path;
  };
}

/** `begun`: whether the path has a query of its own, which goes on here. */
function queryWriter({ queries }: Layout, begun: boolean): (input: JsonObject) => string {
  return (input) => {
    let query = '';
    for (const { member, key } of queries) {
      const value = input[member.name];
      if (value === undefined) continue;
      query += `${query === '' && !begun ? '?' : '&'}${percentEncode(key)}=${percentEncode(scalarText(value))}`;
    }
    return query;
  };
}

function headersWriter(parts: Layout): (input: JsonObject) => Record<string, string> {
  return (input) => {
    const headers: Record<string, string> = {};
    for (const { member, header } of parts.headers) {
      const value = input[member.name];
      if (value !== undefined) headers[header] = headerText(value);
    }
    return headers;
  };
}

function bodyWriter(contract: Contract, parts: Layout): (input: JsonObject) => string | undefined {
  const { root, payload } = parts;
  if (root === undefined) return () => undefined;
  const document = documentWriter(contract, root);
  if (payload === undefined) {
    const write = elementsWriter(contract, parts.elements);
    const names = parts.elements.map(({ name }) => name);
    return (input) => document(write(pick(input, names)));
  }
  const write = contentWriter(contract, payload.schema);
  return (input) => {
    const value = input[payload.name];
    return value === undefined ? undefined : document(write(value));
  };
}

function headerText(value: Json): string {
  const text = scalarText(value);
  // RFC 9110 section 5.5: a field value holds neither line ends nor other controls but the tab.
  if (/[^\t\x20-\x7e\x80-\xff]/.test(text)) throw new Unwritable('a character that no header can hold');
  return text;
}

function percentEncode(text: string): string {
  if (/^[\w.~-]*$/.test(text)) return text;
  try {
    return encodeURIComponent(text).replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
  } catch {
    throw new Unwritable('half of a surrogate pair');
  }
}

function pick(input: JsonObject, names: string[]): JsonObject {
  const picked: JsonObject = {};
  for (const name of names) picked[name] = input[name];
  return picked;
}
