import type { Contract } from '../core/contract.ts';
import type { JsonObject } from '../core/json.ts';
import type { HttpResponse } from '../core/outcome.ts';
import { contentWriter, documentWriter, elementsWriter, scalarText } from './body-write.ts';
import { layout, operationOf, perContract, perName } from './shapes.ts';

const utf8 = new TextEncoder();

/** Compiles a contract's answers for a server: an operation's output becomes a success with the documented status. Throws Unwritable. */
export const responseEncoder: (contract: Contract) => (operation: string, output: JsonObject) => HttpResponse =
  perContract((contract) => {
    const compiled = perName((name) => compile(contract, name));
    return (operation, output) => compiled(operation)(output);
  });

function compile(contract: Contract, name: string): (output: JsonObject) => HttpResponse {
  const operation = operationOf(contract, name);
  const { root, payload, elements, headers } = layout(contract, operation.output);
  const content = payload ? contentWriter(contract, payload.schema) : elementsWriter(contract, elements);
  const document = root === undefined ? undefined : documentWriter(contract, root);
  return (output) => {
    const response: HttpResponse = { status: operation.status, headers: {}, body: new Uint8Array(0) };
    for (const { member, header } of headers) {
      const value = output[member.name];
      if (value !== undefined) response.headers[header] = scalarText(value);
    }
    if (document) {
      const value = payload ? (output[payload.name] ?? {}) : output;
      response.headers['content-type'] = 'text/xml';
      response.body = utf8.encode(document(content(value as JsonObject)));
    }
    return response;
  };
}
