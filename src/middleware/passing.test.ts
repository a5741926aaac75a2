import { describe, expect, test } from 'vitest';
import { loadContract } from '../contracts/load.ts';
import type { Outcome } from '../core/outcome.ts';
import { failed, passing, retryAfter } from './passing.ts';

const contract = loadContract();
const refused = (status: number, code = 'Anything', headers: Record<string, string> = {}): Outcome => ({
  kind: 'refused',
  status,
  headers,
  error: { code },
  ms: 1,
});
const unreadable = (status?: number): Outcome => ({
  kind: 'unreadable',
  ...(status === undefined ? {} : { status }),
  reason: 'HTML',
  ms: 1,
});
const lost = (reason: string, more = {}): Outcome => ({ kind: 'lost', reason, ms: 1, ...more });
const fine: Outcome = { kind: 'response', status: 200, headers: {}, output: {}, ms: 1 };

describe('what passes, and is worth another try', () => {
  test.each<[string, Outcome, ReturnType<typeof passing>]>([
    ['a code that asks to come back later', refused(400, 'SlowDown'), 'throttled'],
    ['429', refused(429), 'throttled'],
    ['503', refused(503), 'throttled'],
    ['503 that can not be read', unreadable(503), 'throttled'],
    ['429 that can not be read', unreadable(429), 'throttled'],
    ['nobody there', lost('connection refused', { unreached: true }), 'refused'],
    ['a closed connection', lost('connection closed: other side closed'), 'reset'],
    ['ECONNRESET', lost('read ECONNRESET'), 'reset'],
    ['EPIPE', lost('write EPIPE'), 'reset'],
    ['a socket that hung up', lost('socket hang up'), 'reset'],
  ])('%s', (_, outcome, why) => expect(passing(contract, outcome)).toBe(why));

  test.each<[string, Outcome]>([
    ['a success', fine],
    ['a call that was not sent', { kind: 'unsent', reason: 'no', ms: 0 }],
    ['another code', refused(400, 'InvalidArgument')],
    ['428', refused(428)],
    ['500', refused(500)],
    ['502', refused(502)],
    ['504', refused(504)],
    ['a success that can not be read', unreadable(200)],
    ['what is no HTTP', unreadable()],
    ['no answer in time', lost('no answer within 10 s')],
    ['what only mentions a closed connection', lost('no answer: connection closed')],
    ['a quota of the service, whatever its status', refused(503, 'TooManyContinuousDeploymentPolicies')],
  ])('not %s', (_, outcome) => expect(passing(contract, outcome)).toBeUndefined());
});

describe('a server that failed', () => {
  test.each([500, 502, 504])('%d is one, readable or not', (status) => {
    expect([failed(refused(status)), failed(unreadable(status))]).toEqual([true, true]);
  });

  test.each([400, 499, 501, 503, 505])('%d is none', (status) => expect(failed(refused(status))).toBe(false));

  test('nor is what has no status', () => {
    expect([failed(unreadable()), failed(lost('gone')), failed(fine)]).toEqual([false, false, false]);
  });
});

describe('Retry-After', () => {
  const NOW = Date.parse('2024-01-01T00:00:00Z');
  const after = (text: string) => retryAfter(refused(503, 'Slow', { 'retry-after': text }), NOW);

  test.each<[string, number | undefined]>([
    ['0', 0],
    ['2', 2_000],
    [' 2 ', 2_000],
    ['Mon, 01 Jan 2024 00:00:03 GMT', 3_000],
    ['Sun, 31 Dec 2023 23:59:00 GMT', 0],
    ['soon', undefined],
    ['', undefined],
  ])('%j', (text, ms) => expect(after(text)).toBe(ms));

  test('is read from answers that are no success alone', () => {
    expect(retryAfter({ ...fine, headers: { 'retry-after': '2' } } as Outcome, NOW)).toBeUndefined();
    expect(retryAfter(refused(503), NOW)).toBeUndefined();
    expect(retryAfter({ ...unreadable(503), headers: { 'retry-after': '2' } } as Outcome, NOW)).toBe(2_000);
    expect(retryAfter(unreadable(503), NOW)).toBeUndefined();
  });
});
