import { describe, expect, test } from 'vitest';
import { loadContract } from '../contracts/load.ts';
import type { RecordedExchange } from '../core/cassette.ts';
import type { HttpRequest, Outcome } from '../core/outcome.ts';
import type { Call } from '../core/target.ts';
import { exchangesOf, hideAll, translated } from './exchanges.ts';

const contract = loadContract();
const { keyOf, keyOfStored, store, read, callOf } = exchangesOf(contract);
const plain = (text: string): string => text;

const get: Call = { operation: 'GetContinuousDeploymentPolicy', input: { Id: 'p1' } };
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const changed = (body: string | Uint8Array, path = '/x'): Call => ({
  ...get,
  wire: (request) => ({ ...request, path, body: typeof body === 'string' ? utf8(body) : body }),
});

const request: HttpRequest = {
  method: 'GET',
  path: '/2020-05-31/continuous-deployment-policy/p1',
  headers: {},
  body: utf8(''),
};

const notFound = (headers: Record<string, string> = {}, body: Uint8Array = utf8('')): Outcome => ({
  kind: 'refused',
  status: 404,
  headers,
  error: { code: 'NoSuchContinuousDeploymentPolicy' },
  ms: 3,
  exchange: { request, response: { status: 404, headers, body } },
});

const stored = (call: Call, outcome: Outcome, { wire = true, hide = plain } = {}): RecordedExchange => ({
  ...store(call, outcome, wire, hide),
  order: [1, 2],
  time: [10, 3],
});

describe('headers', () => {
  test.each([
    'x-amz-date',
    'X-Amz-Security-Token',
    'date',
    'amz-sdk-invocation-id',
    'amz-sdk-request',
    'user-agent',
    'x-amz-user-agent',
  ])('%s of a request is not kept', (name) => {
    const outcome = notFound();
    outcome.exchange!.request = { ...request, headers: { [name]: 'secret', 'if-match': 'E1' } };
    expect(stored(get, outcome).request?.headers).toEqual({ 'if-match': 'E1' });
  });

  test('of an answer, only those are kept that a rule looks at', () => {
    const headers = {
      'content-type': 'text/xml',
      location: '/a',
      etag: 'E1',
      'retry-after': '1',
      'www-authenticate': 'x',
      'set-cookie': 'session=secret',
      server: 'mine',
    };
    const { 'set-cookie': _, server: __, ...kept } = headers;
    expect(stored(get, notFound(headers)).answer?.headers).toEqual(kept);
    expect(stored(get, notFound(headers), { wire: false }).outcome).toMatchObject({ headers: kept });
    expect(JSON.stringify(stored(get, notFound(headers), { wire: false }))).not.toContain('session=secret');
  });
});

test('what must be hidden is hidden in the path, the headers, the answer and the outcome', () => {
  const hide = (text: string): string => text.replaceAll('secret', 'HIDDEN');
  const outcome = notFound({ location: 'at secret' }, utf8('<secret/>'));
  outcome.exchange!.request = {
    ...request,
    path: '/secret',
    headers: { authorization: 'secret' },
    body: utf8('a secret'),
  };
  for (const wire of [true, false]) {
    const text = JSON.stringify(
      stored(get, { ...outcome, error: { code: 'Odd', message: 'secret' } } as Outcome, { wire, hide }),
    );
    expect(text).not.toContain('secret');
    expect(text.match(/HIDDEN/g)?.length).toBeGreaterThanOrEqual(5 - Number(wire));
  }
});

test('texts are replaced at any depth, and all else stays', () => {
  const shout = (text: string): string => text.toUpperCase();
  expect(hideAll({ a: ['x', { b: 'y' }], n: 1, none: null, yes: true }, shout)).toEqual({
    a: ['X', { b: 'Y' }],
    n: 1,
    none: null,
    yes: true,
  });
});

test('bytes of a request that are no text come through a translation unchanged', () => {
  const body = Uint8Array.from([0, 255, 128, 65, 10]);
  expect([...translated({ ...request, body }, plain).body]).toEqual([...body]);
});

test('calls have the same key exactly where operation, input and changed bytes are the same', () => {
  const other: Call = { operation: 'GetContinuousDeploymentPolicyConfig', input: { Id: 'p1' } };
  const keys = [get, other, { ...get, input: { Id: 'p2' } }, changed('a'), changed('b'), changed('a', '/y')].map(keyOf);
  expect(new Set(keys).size).toBe(6);
  expect(keyOf({ ...get })).toBe(keyOf(get));
  expect(keyOf(changed('a'))).toBe(keyOf(changed('a')));
});

test('the port of this machine does not tell changed calls apart', () => {
  expect(keyOf(changed('at 127.0.0.1:4566'))).toBe(keyOf(changed('at 127.0.0.1:8080')));
});

test.each([
  ['plain', get],
  ['changed', changed('<A/>')],
])('a %s call has the key of what was stored of it', (_, call) => {
  expect(keyOfStored(stored(call, notFound()))).toBe(keyOf(call));
});

test('the answer is read again from its bytes, with the time that it took then', () => {
  const body = utf8(
    '<ErrorResponse xmlns="http://cloudfront.amazonaws.com/doc/2020-05-31/"><Error><Type>Sender</Type><Code>NoSuchContinuousDeploymentPolicy</Code><Message>m</Message></Error><RequestId>r</RequestId></ErrorResponse>',
  );
  const exchange = stored(get, notFound({ 'content-type': 'text/xml' }, body));
  expect(exchange.outcome).toBeUndefined();
  expect(read({ ...exchange, retries: 2 })).toMatchObject({
    kind: 'refused',
    status: 404,
    error: { code: 'NoSuchContinuousDeploymentPolicy', message: 'm' },
    ms: 3,
    retries: 2,
  });
  expect('retries' in read(exchange)).toBe(false);
});

test.each<[string, Outcome, boolean]>([
  ['got no answer', { kind: 'lost', reason: 'the connection broke', ms: 3, exchange: { request } }, true],
  ['went through a client', notFound(), false],
  ['was never sent', { kind: 'unsent', reason: 'no', ms: 3 }, true],
])('the outcome of a call that %s is kept itself', (_, outcome, wire) => {
  const exchange = stored(get, { ...outcome, retries: 1 } as Outcome, { wire });
  expect(exchange.retries).toBe(1);
  const again = read(exchange);
  expect(again).toMatchObject({ kind: outcome.kind, ms: 3, retries: 1 });
  expect(again.exchange?.request.path).toBe(outcome.exchange?.request.path);
  expect(again.exchange?.response?.status).toBe(outcome.exchange?.response?.status);
});

test('a body is kept only where it is not the one that the input encodes to', () => {
  expect(stored(get, notFound()).request?.body).toBeUndefined();
  const outcome = notFound();
  outcome.exchange!.request = { ...request, body: utf8('something else') };
  expect(stored(get, outcome).request?.body).toEqual({ text: 'something else' });
  expect(Buffer.from(read(stored(get, outcome)).exchange!.request.body).toString()).toBe('something else');
});

test('bytes that are no UTF-8 are kept in base64, and sent again as they were', () => {
  const call = changed(Uint8Array.from([0xff, 0xfe]));
  const exchange = stored(call, notFound());
  expect(exchange.changed?.body).toEqual({ base64: '//4=' });
  const again = callOf(exchange)!.wire!(request);
  expect(again).toMatchObject({ method: 'GET', path: '/x' });
  expect([...again.body]).toEqual([0xff, 0xfe]);
});

test('a byte order mark is kept', () => {
  expect(stored(changed('\uFEFF<A/>'), notFound()).changed?.body).toEqual({ text: '\uFEFF<A/>' });
});

test('a body of 16 KiB is kept whole; of a longer one only the beginning, and it cannot be sent again', () => {
  const whole = stored(changed('x'.repeat(16 * 1024)), notFound());
  expect(whole.changed?.body).toEqual({ text: 'x'.repeat(16 * 1024) });
  expect(callOf(whole)?.wire?.(request).body).toHaveLength(16 * 1024);
  const cut = stored(changed('x'.repeat(16 * 1024 + 1)), notFound());
  expect(cut.changed).toMatchObject({ body: { text: `${'x'.repeat(1024)}… (16385 bytes)` }, cut: true });
  expect(callOf(cut)).toBeUndefined();
});

test('a call whose bytes were not changed is made again from its input', () => {
  expect(callOf(stored(get, notFound()))).toEqual(get);
});
