import type { Contract } from '../core/contract.ts';
import type { JsonObject } from '../core/json.ts';
import type { Defect, HttpResponse } from '../core/outcome.ts';
import { elementReader, elementsReader } from './body-read.ts';
import { type DueDocument, readDocument } from './document.ts';
import { findRoot } from './repair/envelope.ts';
import { type ReadScalar, readScalar } from './scalar.ts';
import { type Layout, layout, members, operationOf, perContract, perName, resolve } from './shapes.ts';
import type { XmlElement } from './xml-read.ts';

/** The output and what was mended before it was read, or why the answer's body is not the document that is due. */
export type DecodedResponse = { output: JsonObject; defects: Defect[] } | { problem: string; reason: string };

/** Compiles a contract's answers. The result decodes an answer of an operation by its output's shape, whatever its status. */
export const responseDecoder: (contract: Contract) => (operation: string, response: HttpResponse) => DecodedResponse =
  perContract((contract) => {
    const compiled = perName((name) => compile(contract, name));
    return (operation, response) => compiled(operation)(response);
  });

function compile(contract: Contract, name: string): (response: HttpResponse) => DecodedResponse {
  const parts = layout(contract, operationOf(contract, name).output);
  const headers = headersReader(contract, parts, readScalar);
  const body = bodyReader(contract, parts, readScalar);
  const due = parts.root === undefined ? undefined : dueDocument(contract, parts.root, parts);
  return (response) => {
    const output: JsonObject = {};
    if (!due) return { output: headers(response.headers, output), defects: [] };
    const reading = readDocument(response, due);
    if ('reason' in reading) return reading;
    body(reading.root, output);
    return { output: headers(response.headers, output), defects: reading.defects };
  };
}

function dueDocument(contract: Contract, name: string, { payload, elements }: Layout): DueDocument {
  const inside = payload ? members(contract, payload.schema) : elements;
  const children = new Set(inside.map(({ element }) => element));
  return { name, children, find: (root) => findRoot(root, { name, children }) };
}

/** Compiles the reader of header members; it adds them to the object that it is given and returns it. Names in lower case. */
export function headersReader(
  contract: Contract,
  { headers }: Layout,
  scalar: ReadScalar,
): (from: Record<string, string>, into: JsonObject) => JsonObject {
  const readers = headers.map(({ member, header }) => ({
    name: member.name,
    header,
    type: resolve(contract, member.schema).type,
  }));
  return (from, into) => {
    for (const { name, header, type } of readers) {
      const text = from[header];
      if (text !== undefined) into[name] = scalar(type, text);
    }
    return into;
  };
}

/** Compiles the reader of a body's root element; it adds the members to the object that it is given and returns it. */
export function bodyReader(
  contract: Contract,
  { payload, elements }: Layout,
  scalar: ReadScalar,
): (root: XmlElement, into: JsonObject) => JsonObject {
  if (payload === undefined) return elementsReader(contract, elements, scalar);
  const read = elementReader(contract, payload.schema, scalar);
  return (root, into) => {
    into[payload.name] = read(root);
    return into;
  };
}
