import type { Handler } from '../core/target.ts';

/** A function on the web's own types, as Hono, Deno, Bun and Workers have them. */
export type FetchHandler = (request: Request) => Response | Promise<Response>;

/** Makes a handler of such a function. `origin`: what the URLs of its requests begin with. */
export function fromFetch(answer: FetchHandler, origin: string): Handler {
  return async ({ method, path, headers, body }) => {
    const hasBody = body.length > 0 && method !== 'GET' && method !== 'HEAD';
    const response: unknown = await answer(
      new Request(new URL(path, origin), {
        method,
        headers,
        redirect: 'manual',
        ...(hasBody ? { body: new Uint8Array(body) } : {}),
      }),
    );
    if (!isResponse(response)) throw new TypeError(`the fetch function returned ${kindOf(response)}, not a Response`);
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: new Uint8Array(await response.arrayBuffer()),
    };
  };
}

/** Whether a value has what is read of a Response; polyfills have classes of their own. */
const isResponse = (value: unknown): value is Response =>
  typeof value === 'object' && value !== null && 'status' in value && 'headers' in value && 'arrayBuffer' in value;

const kindOf = (value: unknown): string =>
  value === null
    ? 'null'
    : value === undefined
      ? 'nothing'
      : `${typeof value === 'object' ? 'an' : 'a'} ${typeof value}`;
