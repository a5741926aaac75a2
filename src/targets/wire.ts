import type { Contract } from '../core/contract.ts';
import type { HttpRequest, HttpResponse, Outcome } from '../core/outcome.ts';
import type { Call, Target } from '../core/target.ts';
import { encoder } from '../wire/encode.ts';
import { outcomeReader } from '../wire/outcome.ts';
import { type Credentials, sign } from '../wire/sigv4.ts';

/** What became of the bytes: an answer, none, or one that can't be read. */
export type Delivery = HttpResponse | { lost: string } | { unreadable: string };

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
  /** Added to every request, over what the operation itself sends. */
  headers?: Record<string, string>;
  /** Where requests go, before they are signed. */
  place?: (request: HttpRequest) => HttpRequest;
  close?: () => Promise<void>;
}

/** A target that speaks REST-XML over any transport. */
export function wireTarget(contract: Contract, transport: Transport, options: WireOptions): Target {
  const encode = encoder(contract);
  const read = outcomeReader(contract);
  const { signing, headers } = options;
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
      const request = prepare(call);
      if ('unsent' in request) return { kind: 'unsent', reason: request.unsent, ms: 0 };
      const delivery = await transport(request);
      const ms = performance.now() - started;
      if ('lost' in delivery) return { kind: 'lost', reason: delivery.lost, ms, exchange: { request } };
      if ('unreadable' in delivery)
        return { kind: 'unreadable', reason: delivery.unreadable, ms, exchange: { request } };
      return read(call.operation, request, delivery, ms);
    },
  };
}
