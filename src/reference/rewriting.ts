import { isUtf8 } from 'node:buffer';
import type { HttpRequest, HttpResponse } from '../core/outcome.ts';
import type { Modification } from './modification.ts';

/** Rewrites answers. */
export function answers(
  rewrite: (response: HttpResponse, request: HttpRequest) => HttpResponse,
): Required<Modification>['handle'] {
  return (next) => async (request) => rewrite(await next(request), request);
}

/** Rewrites requests before they are looked at. Header names come in lower case. */
export function requests(rewrite: (request: HttpRequest) => HttpRequest): Required<Modification>['handle'] {
  return (next) => (request) => next(rewrite(withLowerCaseNames(request)));
}

/** RFC 9110, 5.1: the case of a header's name says nothing. */
export const withLowerCaseNames = (request: HttpRequest): HttpRequest => ({
  ...request,
  headers: Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value])),
});

export const bodyText = ({ body }: { body: Uint8Array }): string => new TextDecoder().decode(body);

/** Rewrites the body of a request, if it is a text: bytes that are not UTF-8 stay as they are. */
export function rewritten(request: HttpRequest, change: (text: string) => string): HttpRequest {
  if (!isUtf8(request.body)) return request;
  const text = bodyText(request);
  const changed = change(text);
  return changed === text ? request : withBody(request, changed);
}

export function withBody<M extends HttpRequest | HttpResponse>(
  message: M,
  text: string,
  headers: Record<string, string> = {},
): M {
  const body = new TextEncoder().encode(text);
  return { ...message, headers: { ...message.headers, ...headers, 'content-length': String(body.length) }, body };
}
