import type { Contract } from '../core/contract.ts';
import type { HttpRequest, HttpResponse, Outcome } from '../core/outcome.ts';
import type { Call, Target } from '../core/target.ts';
import { encoder } from '../wire/encode.ts';
import { outcomeReader } from '../wire/outcome.ts';
import { type Credentials, sign } from '../wire/sigv4.ts';
import { withoutCoding } from './content-coding.ts';
import { type Scrubber, scrubber } from './secrets.ts';

/** The outcome of sending bytes: an answer, none, or one that can't be read. */
export type WireResult = (HttpResponse | { lost: string; unreached?: true } | { unreadable: string }) & {
  /** The request may have been done twice. */
  repeated?: true;
};

/** Sends bytes and brings bytes back. Expected failures are values. */
export type Transport = (request: HttpRequest) => Promise<WireResult>;

export interface Signing {
  /** As in the Host header. */
  host: string;
  region?: string;
  credentials?: Credentials;
}

export interface WireOptions {
  name: string;
  /** Without it requests go unsigned. */
  signing?: Signing;
  /** Added to every request, over what the operation itself sends; nobody else sees their values. */
  headers?: Record<string, string>;
  /** Added to every request that does not have them, and not signed, since a proxy may change them. */
  unsigned?: Record<string, string>;
  /** Where requests go, before they are signed. */
  place?: (request: HttpRequest) => HttpRequest;
  close?: () => Promise<void>;
}

/** A target that speaks REST-XML over any transport. What it tells of an exchange holds no secrets. */
export function wireTarget(contract: Contract, transport: Transport, options: WireOptions): Target {
  const encode = encoder(contract);
  const read = outcomeReader(contract);
  const { signing, headers } = options;
  const scrub = scrubberFor(headers, signing?.credentials);
  const scope = signing && {
    service: contract.service.signing.name,
    region: signing.region ?? contract.service.signing.region,
    host: signing.host,
    ...(signing.credentials ? { credentials: signing.credentials } : {}),
  };
  const prepare = ({ operation, input, wire }: Call): HttpRequest | { unsent: string } => {
    const encoded = encode(operation, input);
    if ('unsent' in encoded) return encoded;
    const plain = headers
      ? { ...encoded.request, headers: { ...encoded.request.headers, ...headers } }
      : encoded.request;
    const placed = options.place ? options.place(plain) : plain;
    const request = wire ? wire(placed) : placed;
    const signed = scope ? sign(request, scope) : request;
    return options.unsigned ? { ...signed, headers: Object.assign({}, options.unsigned, signed.headers) } : signed;
  };
  const outcomeOf = (operation: string, sent: HttpRequest, delivery: WireResult, ms: number): Outcome => {
    const request = scrub.request(sent);
    if ('lost' in delivery) {
      const { lost: reason, unreached } = delivery;
      return { kind: 'lost', reason, ...(unreached ? { unreached } : {}), ms, exchange: { request } };
    }
    const plain = 'unreadable' in delivery ? delivery : withoutCoding(plainHeaders(delivery));
    if ('unreadable' in plain) return { kind: 'unreadable', reason: plain.unreadable, ms, exchange: { request } };
    return read(operation, request, scrub.response(plain, sent), ms);
  };
  return {
    name: options.name,
    wire: true,
    close: options.close ?? (async () => {}),
    async call(call): Promise<Outcome> {
      const started = performance.now();
      const sent = prepare(call);
      if ('unsent' in sent) return { kind: 'unsent', reason: sent.unsent, ms: 0 };
      const delivery = await transport(sent);
      const { repeated } = delivery;
      const ms = performance.now() - started;
      const outcome = outcomeOf(call.operation, sent, delivery, ms);
      return repeated ? { ...outcome, repeated } : outcome;
    },
  };
}

/** An answer with the names of its headers in lower case, and no blanks around their values (RFC 9110, 5.1 and 5.5). */
function plainHeaders(response: HttpResponse): HttpResponse {
  const { headers } = response;
  for (const name in headers) {
    if (/[A-Z]/.test(name) || /^[ \t]|[ \t]$/.test(headers[name]!)) {
      const plain = Object.entries(headers).map(([key, value]) => [key.toLowerCase(), trimmed(value)]);
      return { ...response, headers: Object.fromEntries(plain) };
    }
  }
  return response;
}

const trimmed = (value: string): string => value.replace(/^[ \t]+|[ \t]+$/g, '');

/** Takes what a caller gave of headers and credentials out of everything that is told. */
export function scrubberFor(headers: Record<string, string> = {}, credentials?: Credentials): Scrubber {
  const { accessKeyId, secretAccessKey, sessionToken } = credentials ?? {};
  const values = [...Object.values(headers), accessKeyId, secretAccessKey, sessionToken];
  return scrubber({
    headers: Object.keys(headers),
    values: values.filter((value) => value !== undefined),
    pairs: headers,
  });
}
