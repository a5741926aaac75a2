import { createRequire } from 'node:module';
import type { Contract } from '../core/contract.ts';
import type { HttpRequest } from '../core/outcome.ts';
import type { Target } from '../core/target.ts';
import { DEFAULT_TIMING } from '../core/timing.ts';
import { assertReach, type Reach } from '../reach/reach.ts';
import type { Credentials } from '../wire/sigv4.ts';
import { TOO_LONG } from './body.ts';
import { TimeoutError } from './exchange.ts';
import { createSender } from './sender.ts';
import { speaksTls } from './tls-probe.ts';
import { isUnreached } from './unreached.ts';
import { type WireResult, wireTarget } from './wire.ts';

export interface HttpOptions {
  /** Milliseconds for a whole exchange. */
  timeout?: number;
  /** Whether requests are signed; dummy credentials unless some are given. */
  sign?: boolean;
  credentials?: Credentials;
  region?: string;
  /** Sent with every request; nobody else sees their values. */
  headers?: Record<string, string>;
  /** PEM of an authority to trust as well. */
  ca?: string;
  connections?: number;
  /** How far requests may go; this machine, unless more is said. */
  reach?: Reach;
}

/** What brings bytes to a URL and answers back. */
export interface HttpTransport {
  send(request: HttpRequest): Promise<WireResult>;
  close(): Promise<void>;
}

/**
 * Sends requests to the origin of a URL, as they are. `once`: a request whose connection breaks is not sent again. Throws
 * OutOfReach for a URL that leads farther than is allowed.
 */
export function httpTransport(
  url: URL,
  { timeout = DEFAULT_TIMING.timeout, connections = 16, ca, reach, once }: HttpOptions & { once?: true } = {},
): HttpTransport {
  assertReach(url, reach);
  const sender = createSender(url.origin, {
    timeout,
    connections,
    ...(once ? { once } : {}),
    ...(ca === undefined ? {} : { ca: [...rootCertificates(), ca] }),
  });
  let answered = false;
  let probed: Promise<boolean> | undefined;
  /** A server of TLS may close a plain connection without a word, so that only a handshake tells what it is. */
  const named = async (delivery: WireResult): Promise<WireResult> => {
    if (answered || url.protocol !== 'http:' || !('lost' in delivery) || !delivery.lost.startsWith(CLOSED))
      return delivery;
    probed ??= speaksTls(url);
    return (await probed) ? { lost: useTls(url), unreached: true } : delivery;
  };
  return {
    send: (request) =>
      sender.send(request).then(
        ({ response = TOO_LONG, repeated }) => {
          answered = true;
          return repeated ? { ...response, repeated } : response;
        },
        (error) => named(failure(error, url, timeout)),
      ),
    close: sender.close,
  };
}

const CLOSED = 'connection closed';

const useTls = ({ host }: URL): string => `${host} speaks TLS: use https:// instead of http://`;

/**
 * A target behind a URL. A path in the URL is put before every request's path. Redirects are not followed. Throws
 * OutOfReach for a URL that leads farther than is allowed.
 */
export function httpTarget(contract: Contract, url: URL, options: HttpOptions = {}): Target {
  const { send, close } = httpTransport(url, options);
  const prefix = url.pathname.replace(/\/+$/, '');
  return wireTarget(contract, send, {
    name: url.href,
    ...(options.headers ? { headers: options.headers } : {}),
    ...(options.sign === false
      ? {}
      : {
          signing: {
            host: url.host,
            ...(options.region === undefined ? {} : { region: options.region }),
            ...(options.credentials ? { credentials: options.credentials } : {}),
          },
        }),
    place: (request) => (prefix === '' ? request : { ...request, path: prefix + request.path }),
    unsigned: { 'accept-encoding': 'identity' },
    close,
  });
}

/** Those that Node trusts. To import TLS is to load all of them, which few runs need. */
function rootCertificates(): readonly string[] {
  return (createRequire(import.meta.url)('node:tls') as typeof import('node:tls')).rootCertificates;
}

/** Codes of TLS for bytes that are not TLS, as a server of plain HTTP sends them. */
const NO_TLS = new Set(['EPROTO', 'ERR_SSL_WRONG_VERSION_NUMBER', 'ERR_SSL_PACKET_LENGTH_TOO_LONG']);

/** Codes of TLS for a certificate that no trusted authority signed. */
const UNTRUSTED = /^(DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_(VERIFY|GET)\w*)$/;

/** What an error of the HTTP client means: no answer, or bytes that are no HTTP. */
function failure(error: unknown, url: URL, timeout: number): WireResult {
  const { code, name, message, cause } = error as NodeJS.ErrnoException;
  const reason = typeof code === 'string' ? code : name;
  const lost = (said: string): WireResult => ({ lost: said, ...(isUnreached(error) ? { unreached: true } : {}) });
  if (reason === 'ECONNREFUSED') return lost('connection refused');
  if (reason === 'ENOTFOUND') return lost('no such host');
  if (error instanceof TimeoutError || (reason.startsWith('UND_ERR_') && reason.endsWith('_TIMEOUT')))
    return lost(`no answer within ${timeout / 1000} s`);
  if (NO_TLS.has(reason) && url.protocol === 'https:')
    return { lost: `${url.host} speaks plain HTTP, not TLS: use http:// instead of https://`, unreached: true };
  if (name === 'HTTPParserError' || reason.startsWith('HPE_')) {
    return isTlsAlert(error) ? { unreadable: useTls(url) } : { unreadable: `no HTTP: ${message}` };
  }
  if (reason === 'UND_ERR_HEADERS_OVERFLOW') return { unreadable: 'more than 64 kB of headers' };
  if (
    reason.startsWith('UND_ERR_RES_') ||
    reason === 'UND_ERR_SOCKET' ||
    reason === 'ECONNRESET' ||
    reason === 'EPIPE'
  ) {
    return lost(`${CLOSED}: ${cause instanceof Error ? cause.message : message}`);
  }
  if (UNTRUSTED.test(reason))
    return lost(`its certificate is not trusted (${message}); trust its authority with --ca FILE`);
  if (typeof code === 'string') return lost(message);
  throw error;
}

/** Whether the bytes that are no HTTP are what a server of TLS says to whom does not speak it. */
function isTlsAlert(error: unknown): boolean {
  const { data } = error as { data?: unknown };
  return /^\x15\x03[\x00-\x04]/.test(String(data ?? ''));
}
