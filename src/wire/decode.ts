import type { Contract } from '../core/contract.ts';
import type { JsonObject } from '../core/json.ts';
import type { HttpResponse } from '../core/outcome.ts';
import { elementReader, elementsReader } from './body-read.ts';
import { type ReadScalar, readScalar } from './scalar.ts';
import { type Layout, layout, operationOf, perContract, perName, resolve } from './shapes.ts';
import { readXml, type XmlElement } from './xml-read.ts';

/** The output, or why the answer's body is not the document that is due. */
export type DecodedResponse = { output: JsonObject } | { reason: string };

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
  return (response) => {
    const output: JsonObject = {};
    if (parts.root !== undefined) {
      const reading = readXml(response.body);
      if ('reason' in reading) return reading;
      const { root } = reading;
      if (root.name !== parts.root) return { reason: `the root element is ${root.name} where ${parts.root} is due` };
      body(root, output);
    }
    return { output: headers(response.headers, output) };
  };
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
