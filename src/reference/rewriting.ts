import type { HttpRequest, HttpResponse } from '../core/outcome.ts';
import type { Deviation } from './deviation.ts';

/** Rewrites answers. */
export function answers(
  rewrite: (response: HttpResponse, request: HttpRequest) => HttpResponse,
): Required<Deviation>['handle'] {
  return (next) => async (request) => rewrite(await next(request), request);
}

/** Rewrites requests before they are looked at. */
export function requests(rewrite: (request: HttpRequest) => HttpRequest): Required<Deviation>['handle'] {
  return (next) => (request) => next(rewrite(request));
}

export const bodyText = ({ body }: { body: Uint8Array }): string => new TextDecoder().decode(body);

export function withBody<M extends HttpRequest | HttpResponse>(
  message: M,
  text: string,
  headers: Record<string, string> = {},
): M {
  const body = new TextEncoder().encode(text);
  return { ...message, headers: { ...message.headers, ...headers, 'content-length': String(body.length) }, body };
}
