import http from 'node:http';
import https from 'node:https';
import { flatHeaders, readBody, TOO_LONG } from './body.ts';
import type { Transport, WireResult } from './wire.ts';

export interface NodeHttpOptions {
  /** Milliseconds for a whole exchange. */
  timeout: number;
  /** Anything else that node:https takes. */
  request?: https.RequestOptions;
}

/** Sends through Node's own HTTP modules, which interceptors of code under test replace. */
export function nodeTransport(origin: string, { timeout, request: extra = {} }: NodeHttpOptions): Transport {
  const base = new URL(origin);
  return ({ method, path, headers, body }) =>
    new Promise<WireResult>((resolve) => {
      const failed = (error: Error): void => resolve({ lost: error.message });
      // Looked up with each request: an interceptor may have come or gone.
      const { request: send } = base.protocol === 'https:' ? https : http;
      const outgoing = send(
        {
          ...extra,
          protocol: base.protocol,
          hostname: base.hostname,
          port: base.port,
          method,
          path,
          headers,
          signal: AbortSignal.timeout(timeout),
        },
        (answer) => {
          readBody(answer).then((read) => {
            const { statusCode = 0 } = answer;
            resolve(
              read === undefined ? TOO_LONG : { status: statusCode, headers: flatHeaders(answer.headers), body: read },
            );
          }, failed);
        },
      );
      outgoing.on('error', failed);
      outgoing.end(body);
    });
}
