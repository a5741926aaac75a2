import type { HttpRequest, HttpResponse } from '../core/outcome.ts';
import type { Handler } from '../core/target.ts';
import type { Reach } from '../reach/reach.ts';
import { withoutCoding } from '../targets/content-coding.ts';
import { httpTransport } from '../targets/http.ts';
import { scrubberFor } from '../targets/wire.ts';
import { type Credentials, sign } from '../wire/sigv4.ts';

export interface ForwardOptions {
  service: string;
  region: string;
  /** Whose signature calls get; dummy ones unless some are given. */
  credentials?: Credentials;
  /** Milliseconds for a whole exchange. */
  timeout?: number;
  /** PEM of an authority to trust as well. */
  ca?: string;
  reach?: Reach;
}

/** Headers that speak of one connection (RFC 9110, 7.6.1), of the body's length, or of a signature for another host. */
const OWN = new Set([
  ...['connection', 'keep-alive', 'proxy-connection', 'te', 'trailer', 'transfer-encoding', 'upgrade', 'expect'],
  ...['host', 'content-length', 'accept-encoding', 'proxy-authorization'],
  ...['authorization', 'x-amz-date', 'x-amz-security-token', 'date'],
]);

/** Of an answer, also the coding of its body, which is undone when it is read. */
const OWN_OF_ANSWERS = new Set([
  ...['connection', 'keep-alive', 'transfer-encoding', 'trailer', 'upgrade', 'content-length', 'content-encoding'],
]);

/** Thrown where the service gave no answer that could be passed on. */
export class NotAnswered extends Error {}

/**
 * Passes each request on to a URL, signed anew, and its answer back. It sends nothing else, and nothing twice. What it
 * gives back holds no secret of ours. Rejects with NotAnswered. Throws OutOfReach for a URL that leads farther than is
 * allowed.
 */
export function forwardTo(
  url: URL,
  { service, region, credentials, ...options }: ForwardOptions,
): { handle: Handler; close(): Promise<void> } {
  const transport = httpTransport(url, { ...options, once: true });
  const prefix = url.pathname.replace(/\/+$/, '');
  const scrub = scrubberFor({}, credentials);
  const scope = { service, region, host: url.host, ...(credentials ? { credentials } : {}) };
  return {
    close: transport.close,
    async handle(request) {
      const path = prefix + withoutSignature(request.path);
      const plain = { ...request, path, headers: { ...kept(request.headers, OWN), 'accept-encoding': 'identity' } };
      const sent: HttpRequest = sign(plain, scope);
      const delivery = await transport.send(sent);
      if ('lost' in delivery) throw new NotAnswered(delivery.lost);
      if ('unreadable' in delivery) throw new NotAnswered(delivery.unreadable);
      const plainly = withoutCoding(delivery);
      if ('unreadable' in plainly) throw new NotAnswered(plainly.unreadable);
      return passedOn(request.method, scrub.response(plainly, sent));
    },
  };
}

/** The answer without what belongs to the connection that it came by. What answers a HEAD speaks of a body that is not there. */
function passedOn(method: string, { status, headers, body }: HttpResponse): HttpResponse {
  const passed = kept(headers, OWN_OF_ANSWERS);
  const length = method === 'HEAD' ? headers['content-length'] : String(body.length);
  if (length !== undefined && status !== 204 && status !== 304) passed['content-length'] = length;
  return { status, headers: passed, body };
}

const kept = (headers: Record<string, string>, without: Set<string>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !without.has(name.toLowerCase())));

/** A target without what a signature in its query consists of. */
function withoutSignature(target: string): string {
  const [path = '', query] = target.split('?', 2);
  if (query === undefined || !/(^|&)X-Amz-/.test(query)) return target;
  const rest = query.split('&').filter((word) => !word.startsWith('X-Amz-'));
  return rest.length === 0 ? path : `${path}?${rest.join('&')}`;
}
