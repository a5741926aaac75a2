import type { Contract } from '../core/contract.ts';
import type { HttpRequest, HttpResponse, Outcome } from '../core/outcome.ts';
import type { Call, Target } from '../core/target.ts';
import { encoder } from '../wire/encode.ts';
import { outcomeReader } from '../wire/outcome.ts';
import { type Credentials, sign } from '../wire/sigv4.ts';
import { type Scrubber, scrubber } from './secrets.ts';

/** What became of the bytes: an answer, none, or one that can't be read. */
export type Delivery = HttpResponse | { lost: string; unreached?: true } | { unreadable: string };

/** Sends bytes and brings bytes back. Expected failures are values. */
export type Transport = (request: HttpRequest) => Promise<Delivery>;

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
    return scope ? sign(request, scope) : request;
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
      const ms = performance.now() - started;
      const request = scrub.request(sent);
      if ('lost' in delivery) {
        const { lost: reason, unreached } = delivery;
        return { kind: 'lost', reason, ...(unreached ? { unreached } : {}), ms, exchange: { request } };
      }
      if ('unreadable' in delivery)
        return { kind: 'unreadable', reason: delivery.unreadable, ms, exchange: { request } };
      return read(call.operation, request, scrub.response(delivery, sent), ms);
    },
  };
}

/** Takes what a caller gave of headers and credentials out of everything that is told. */
export function scrubberFor(headers: Record<string, string> = {}, credentials?: Credentials): Scrubber {
  const { accessKeyId, secretAccessKey, sessionToken } = credentials ?? {};
  const values = [...Object.values(headers), accessKeyId, secretAccessKey, sessionToken];
  return scrubber({ headers: Object.keys(headers), values: values.filter((value) => value !== undefined) });
}
