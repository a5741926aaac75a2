import { expect, test } from 'vitest';
import { loadContract } from '../contracts/load.ts';
import type { HttpRequest } from '../core/outcome.ts';
import { type WireOptions, type WireResult, wireTarget } from './wire.ts';

const contract = loadContract();
const READ = { operation: 'GetContinuousDeploymentPolicy', input: { Id: 'some' } };

/** A target that always gets this, and what was sent. */
function target(delivery: WireResult, options: Partial<WireOptions> = {}) {
  const sent: HttpRequest[] = [];
  const made = wireTarget(
    contract,
    async (request) => {
      sent.push(request);
      return delivery;
    },
    { name: 'bytes', ...options },
  );
  return { call: () => made.call(READ), sent, made };
}

const answer = (headers: Record<string, string>): WireResult => ({ status: 404, headers, body: new Uint8Array(0) });

test.each([
  ['in capitals', { 'X-Name': 'v' }, { 'x-name': 'v' }],
  ['with blanks before the value', { 'x-name': ' \tv' }, { 'x-name': 'v' }],
  ['with blanks after the value', { 'x-name': 'v \t' }, { 'x-name': 'v' }],
  ['with blanks inside the value', { 'x-name': ' a  b ' }, { 'x-name': 'a  b' }],
  ['with one of several that is not plain', { a: 'b', 'X-Name': 'v' }, { a: 'b', 'x-name': 'v' }],
])('a header %s is told as HTTP understands it', async (_, headers, told) => {
  expect(await target(answer(headers)).call()).toMatchObject({ headers: told });
});

test('headers that are plain already are not copied', async () => {
  const headers = { 'x-name': 'a b' };
  expect((await target(answer(headers)).call()).exchange?.response?.headers).toBe(headers);
});

test('what could not be encoded was not sent', async () => {
  const { made, sent } = target(answer({}));
  expect(await made.call({ ...READ, input: {} })).toMatchObject({ kind: 'unsent', ms: 0 });
  expect(sent).toEqual([]);
});

test('no answer is lost, and whether anything was sent is told', async () => {
  expect(await target({ lost: 'gone' }).call()).toMatchObject({ kind: 'lost', reason: 'gone' });
  expect(await target({ lost: 'gone' }).call()).not.toHaveProperty('unreached');
  const outcome = await target({ lost: 'refused', unreached: true }).call();
  expect(outcome).toMatchObject({ kind: 'lost', unreached: true, exchange: { request: { method: 'GET' } } });
});

test('bytes that are no answer are unreadable, with the request that they are for', async () => {
  expect(await target({ unreadable: 'no HTTP' }).call()).toMatchObject({
    kind: 'unreadable',
    reason: 'no HTTP',
    exchange: { request: { method: 'GET' } },
  });
});

test('that a request may have been done twice is told', async () => {
  expect(await target({ ...answer({}), repeated: true }).call()).toMatchObject({ repeated: true });
  expect(await target(answer({})).call()).not.toHaveProperty('repeated');
});

test('a request is signed with the credentials that were given, after what must be signed and before what must not', async () => {
  const { call, sent } = target(answer({}), {
    signing: { host: 'h', credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 's' } },
    headers: { 'x-tenant': 'blue' },
    unsigned: { 'accept-encoding': 'identity', 'x-tenant': 'red' },
  });
  await call();
  const { authorization = '', ...headers } = sent[0]!.headers;
  expect(authorization).toContain('Credential=AKIDEXAMPLE/');
  expect(authorization).toMatch(/SignedHeaders=[^,]*x-tenant/);
  expect(authorization).not.toContain('accept-encoding');
  expect(headers).toMatchObject({ 'x-tenant': 'blue', 'accept-encoding': 'identity' });
});

test('bytes can be controlled, and closing needs nothing', async () => {
  const { made } = target(answer({}));
  expect(made.wire).toBe(true);
  await expect(made.close()).resolves.toBeUndefined();
});
