import type { Contract } from '../core/contract.ts';
import type { HttpRequest } from '../core/outcome.ts';
import type { Handler, Target } from '../core/target.ts';
import { DEFAULT_TIMING } from '../core/timing.ts';
import { nodeTransport } from './node-http.ts';
import { wireTarget } from './wire.ts';

/** The part of nock 14 that is used here. */
export interface Nock {
  (origin: string): NockScope;
  isActive(): boolean;
  activate(): void;
  removeInterceptor(interceptor: unknown): boolean;
}

interface NockScope {
  persist(): NockScope;
  on(event: 'request', listener: (request: NockedRequest) => void): unknown;
  intercept(path: (uri: string) => boolean, method: string): NockInterceptor;
}

interface NockInterceptor {
  reply(
    answer: (this: { req: NockedRequest }, uri: string) => Promise<[number, Uint8Array, Record<string, string>]>,
  ): unknown;
}

/** A request that nock caught. */
interface NockedRequest {
  headers: Record<string, string | string[] | number>;
  requestBodyBuffers: Uint8Array[];
}

const METHODS = ['GET', 'POST', 'PUT', 'DELETE', 'HEAD', 'PATCH', 'OPTIONS'];

/**
 * Puts a handler in the place of an origin for every request that this process sends there through node:http, node:https
 * or the global fetch. Code that uses undici itself is not caught. The result takes the handler away again.
 */
export function installHandler(nock: Nock, handler: Handler, origin: string): () => void {
  if (!nock.isActive()) nock.activate();
  const scope = nock(origin).persist();
  const headersOf = new WeakMap<NockedRequest, NockedRequest['headers']>();
  scope.on('request', (request) => {
    headersOf.set(request, request.headers);
    // What says that it is JSON would be parsed, and what is no JSON would then end the process.
    request.headers = {};
  });
  const interceptors = METHODS.map((method) => {
    const interceptor = scope.intercept(() => true, method);
    interceptor.reply(async function (uri) {
      const { status, headers, body } = await handler(
        requestOf(method, uri, headersOf.get(this.req) ?? this.req.headers, this.req.requestBodyBuffers),
      );
      return [status, Buffer.from(body), headers];
    });
    return interceptor;
  });
  return () => {
    for (const interceptor of interceptors) nock.removeInterceptor(interceptor);
  };
}

/** The body as it was sent: nock's own second argument is hex where the bytes are no UTF-8. */
function requestOf(method: string, path: string, from: NockedRequest['headers'], body: Uint8Array[]): HttpRequest {
  const headers = Object.entries(from).map(([name, value]) => [
    name.toLowerCase(),
    Array.isArray(value) ? value.join(', ') : String(value),
  ]);
  return { method, path, headers: Object.fromEntries(headers), body: Buffer.concat(body) };
}

/** A target behind nock, through node:https; nothing ever leaves the process, whatever nock lets through. */
export function nockTarget(contract: Contract, nock: Nock, handler: Handler): Target {
  const { host } = contract.service;
  const origin = `https://${host}`;
  const uninstall = installHandler(nock, handler, origin);
  const transport = nodeTransport(origin, {
    timeout: DEFAULT_TIMING.timeout,
    request: {
      lookup: (_, __, callback) => callback(new Error('nock did not catch the request'), '', 4),
    },
  });
  return wireTarget(contract, transport, {
    name: `nock for ${origin}`,
    signing: { host },
    close: async () => uninstall(),
  });
}
