import type { RequestListener } from 'node:http';
import type { Handler } from '../core/target.ts';
import { flatHeaders } from './body.ts';

/** Makes a handler of a listener of node:http, as Express and Koa have them, without a socket. */
export function fromListener(listener: RequestListener): Handler {
  return async ({ method, path, headers, body }) => {
    const { inject } = await import('light-my-request');
    const answer = await inject(listener, {
      method: method as 'GET',
      url: path,
      headers,
      ...(body.length > 0 ? { payload: Buffer.from(body) } : {}),
    });
    return {
      status: answer.statusCode,
      headers: flatHeaders(answer.headers as Record<string, string | string[] | undefined>),
      body: new Uint8Array(answer.rawPayload),
    };
  };
}
