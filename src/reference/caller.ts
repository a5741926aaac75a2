import type { Contract } from '../core/contract.ts';
import type { JsonObject } from '../core/json.ts';
import type { HttpRequest, Outcome } from '../core/outcome.ts';
import type { Handler } from '../core/target.ts';
import { encoder } from '../wire/encode.ts';
import { outcomeReader } from '../wire/outcome.ts';

/** Calls a handler in process, through the bytes of a request and an answer. `wire` changes the request before it goes. */
export function caller(
  contract: Contract,
  handle: Handler,
): (operation: string, input: JsonObject, wire?: (request: HttpRequest) => HttpRequest) => Promise<Outcome> {
  const encode = encoder(contract);
  const read = outcomeReader(contract);
  return async (operation, input, wire = (request) => request) => {
    const encoded = encode(operation, input);
    if ('unsent' in encoded) return { kind: 'unsent', reason: encoded.unsent, ms: 0 };
    const request = wire(encoded.request);
    const start = performance.now();
    const response = await handle(request);
    return read(operation, request, response, performance.now() - start);
  };
}
