import type { Handler } from '../core/target.ts';

/** A function on the web's own types, as Hono, Deno, Bun and Workers have them. */
export type FetchHandler = (request: Request) => Response | Promise<Response>;

/** Makes a handler of such a function. `origin`: what the URLs of its requests begin with. */
export function fromFetch(answer: FetchHandler, origin: string): Handler {
  return async ({ method, path, headers, body }) => {
    const hasBody = body.length > 0 && method !== 'GET' && method !== 'HEAD';
    const response = await answer(
      new Request(new URL(path, origin), {
        method,
        headers,
        redirect: 'manual',
        ...(hasBody ? { body: new Uint8Array(body) } : {}),
      }),
    );
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: new Uint8Array(await response.arrayBuffer()),
    };
  };
}
