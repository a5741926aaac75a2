import { createHash } from 'node:crypto';
import type { Bytes } from '../core/bytes.ts';
import type { RecordedExchange, StoredRequest, StoredResponse } from '../core/cassette.ts';
import type { Contract } from '../core/contract.ts';
import type { JsonObject } from '../core/json.ts';
import type { HttpRequest, HttpResponse, Outcome } from '../core/outcome.ts';
import type { Call } from '../core/target.ts';
import { encoder } from '../wire/encode.ts';
import { outcomeReader } from '../wire/outcome.ts';

/** Headers of answers that say what a rule or a person may want to know; all others are the server's own business. */
const KEPT = new Set(['content-type', 'location', 'etag', 'retry-after', 'www-authenticate']);

/** Headers of requests that are others with each request. */
const VOLATILE = new Set([
  'x-amz-date',
  'date',
  'x-amz-security-token',
  'amz-sdk-invocation-id',
  'amz-sdk-request',
  'user-agent',
  'x-amz-user-agent',
]);

const NO_BODY = new Uint8Array(0);

/** Bytes of a request that are kept; of a longer one only the beginning is. */
const MOST = 16 * 1024;
const BEGINNING = 1024;

/** Where on this machine a request says that something else is, which is elsewhere the next time. */
const HERE = /\b127\.0\.0\.1:\d+/g;

/** Writes exchanges down and reads them again. */
export interface Exchanges {
  /** What tells a call from others. */
  keyOf(call: Call): string;
  keyOfStored(exchange: RecordedExchange): string;
  /** `wire`: whether the outcome is what reading the answer tells, and no client came between. */
  store(
    call: Call,
    outcome: Outcome,
    wire: boolean,
    hide: (text: string) => string,
  ): Omit<RecordedExchange, 'order' | 'time'>;
  /** The outcome of a call, as everybody sees it who has the recording. */
  read(exchange: RecordedExchange): Outcome;
  /** The call, with the bytes that it had; undefined where they were too many to keep. */
  callOf(exchange: RecordedExchange): Call | undefined;
}

export function exchangesOf(contract: Contract): Exchanges {
  const encode = encoder(contract);
  const readAnswer = outcomeReader(contract);

  /** The request that a call whose bytes are changed comes to, before anything is added on the way. */
  const changedBy = ({ operation, input, wire }: Call): HttpRequest | undefined => {
    const encoded = wire && encode(operation, input);
    if (!encoded || !('request' in encoded)) return undefined;
    return translated(wire!(encoded.request), (text) => text.replace(HERE, '127.0.0.1:0'));
  };
  const plainBody = (operation: string, input: JsonObject): Uint8Array | undefined => {
    const encoded = encode(operation, input);
    return 'request' in encoded ? encoded.request.body : undefined;
  };

  return {
    keyOf(call) {
      const changed = changedBy(call);
      return keyFor(call, changed && digestOf(changed));
    },
    keyOfStored: (exchange) => keyFor(exchange, exchange.changed?.sha256),
    store(call, outcome, wire, hide) {
      const { operation, input } = call;
      const changed = changedBy(call);
      const { exchange, ms: _, retries, ...fate } = outcome;
      if ('headers' in fate && fate.headers) fate.headers = keptOf(fate.headers);
      const sent = exchange && storedRequest(exchange.request, hide);
      if (sent && (changed || sameBytes(sent.body, plainBody(operation, input)))) delete sent.body;
      const { response } = exchange ?? {};
      const answer = response && storedResponse(response, hide);
      const readable = wire && answer !== undefined && fate.kind !== 'lost';
      return {
        operation,
        input,
        ...(changed ? { changed: { ...storedRequest(changed, (text) => text), sha256: digestOf(changed) } } : {}),
        ...(sent ? { request: sent } : {}),
        ...(answer ? { answer } : {}),
        ...(readable
          ? {}
          : { outcome: hideAll(fate as unknown as JsonObject, hide) as NonNullable<RecordedExchange['outcome']> }),
        ...(retries === undefined ? {} : { retries }),
      };
    },
    read({ operation, input, changed, request, answer, outcome, retries, time: [, ms] }) {
      const body = request?.body ?? changed?.body;
      const sent = request && {
        method: request.method,
        path: request.path,
        headers: request.headers,
        body: body ? bytes(body) : (plainBody(operation, input) ?? NO_BODY),
      };
      const response = answer && { ...answer, body: bytes(answer.body) };
      const common = retries === undefined ? { ms } : { ms, retries };
      if (outcome) {
        const exchange = sent ? { exchange: { request: sent, ...(response ? { response } : {}) } } : {};
        return { ...(outcome as unknown as Outcome), ...exchange, ...common };
      }
      return { ...readAnswer(operation, sent!, response!, ms), ...common };
    },
    callOf({ operation, input, changed }) {
      if (!changed) return { operation, input };
      const { method, path, headers, body, cut } = changed;
      if (cut || !body) return undefined;
      return {
        operation,
        input,
        wire: () => ({ method, path, headers, body: bytes(body) }),
      };
    },
  };
}

const keyFor = ({ operation, input }: Pick<Call, 'operation' | 'input'>, changed: string | undefined): string =>
  createHash('sha256')
    .update(JSON.stringify([operation, input, changed]))
    .digest('base64');

const digestOf = ({ method, path, headers, body }: HttpRequest): string =>
  createHash('sha256')
    .update(JSON.stringify([method, path, headers]))
    .update(body)
    .digest('base64');

/** A call's text with other texts in it, wherever it stands. */
export function hideAll<T>(value: T, hide: (text: string) => string): T {
  if (typeof value === 'string') return hide(value) as T;
  if (Array.isArray(value)) return value.map((item) => hideAll(item, hide)) as T;
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, hideAll(inner, hide)])) as T;
}

/** A request with other texts in it. What is no text comes through unchanged. */
export function translated(request: HttpRequest, translate: (text: string) => string): HttpRequest {
  return {
    method: request.method,
    path: translate(request.path),
    headers: hideAll(request.headers, translate),
    body: Buffer.from(translate(latin1(request.body)), 'latin1'),
  };
}

function storedRequest(request: HttpRequest, hide: (text: string) => string): StoredRequest {
  const { method, path, headers, body } = translated(request, hide);
  const kept = Object.entries(headers).filter(([name]) => !VOLATILE.has(name.toLowerCase()));
  const stored = { method, path, headers: Object.fromEntries(kept) };
  if (body.length <= MOST) return { ...stored, body: told(body) };
  const text = `${latin1(body.subarray(0, BEGINNING))}… (${body.length} bytes)`;
  return { ...stored, body: { text }, cut: true };
}

function storedResponse({ status, headers, body }: HttpResponse, hide: (text: string) => string): StoredResponse {
  return {
    status,
    headers: hideAll(keptOf(headers), hide),
    body: told(Buffer.from(hide(latin1(body)), 'latin1')),
  };
}

const keptOf = (headers: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => KEPT.has(name)));

// One character a byte, so that what is no text comes through unchanged.
const latin1 = (body: Uint8Array): string => Buffer.from(body.buffer, body.byteOffset, body.length).toString('latin1');

function told(body: Uint8Array): Bytes {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body) };
  } catch {
    return { base64: Buffer.from(body).toString('base64') };
  }
}

const bytes = ({ text, base64 }: Bytes): Uint8Array =>
  text === undefined ? Buffer.from(base64 ?? '', 'base64') : Buffer.from(text);

const sameBytes = (stored: Bytes | undefined, body: Uint8Array | undefined): boolean =>
  stored !== undefined && body !== undefined && Buffer.from(bytes(stored)).equals(body);
