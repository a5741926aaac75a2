import type { HttpRequest, HttpResponse } from '../../core/outcome.ts';
import type { ViewerAnswer, ViewerRequest } from '../../core/traffic.ts';

const utf8 = new TextEncoder();

/** An edge that is asked over HTTP. A viewer's address is the first of X-Forwarded-For, else loopback. */
export function edgeHandler(
  edge: (request: ViewerRequest) => ViewerAnswer,
  now: () => Date,
): (request: HttpRequest) => Promise<HttpResponse> {
  return async ({ path, headers }) => {
    const answer = edge({
      host: (headers.host ?? '').replace(/:\d+$/, ''),
      path,
      headers,
      address: headers['x-forwarded-for']?.split(',')[0]?.trim() || '127.0.0.1',
      at: now().getTime(),
    });
    const body = utf8.encode(`${answer.reason ?? answer.served}\n`);
    return {
      status: answer.status,
      headers: {
        ...answer.headers,
        'content-length': String(body.length),
        ...(answer.cookies[0] === undefined ? {} : { 'set-cookie': answer.cookies[0] }),
      },
      body,
    };
  };
}
