import { expect, test } from 'vitest';
import { loadContract } from '../contracts/load.ts';
import type { Expectation } from '../core/expectation.ts';
import type { Outcome } from '../core/outcome.ts';
import type { Action } from './action.ts';
import { allowed, allowedText, isAllowed } from './allowed.ts';
import type { ResourceState } from './resource-state.ts';

const policy = loadContract().resources.ContinuousDeploymentPolicy!;
const { notFound, missingIfMatch, staleIfMatch, inUse } = policy.errors;

const live: ResourceState = { life: 'live', updates: 1, attached: false };
const attached: ResourceState = { ...live, attached: true };
const gone: ResourceState = { ...live, life: 'gone' };
const update = (ifMatch: 'fresh' | 'stale' | 'garbage' | 'missing' | 'any', content: 'other' | 'broken' = 'other') =>
  ({ kind: 'update', ifMatch, content }) as const;
const remove = (ifMatch: 'fresh' | 'stale' | 'any') => ({ kind: 'delete', ifMatch }) as const;

const success: Expectation = { success: true, refusal: [] };
const either: Expectation = { success: true, refusal: 'any' };
const anyRefusal: Expectation = { success: false, refusal: 'any' };
const refusal = (...codes: (string | undefined)[]): Expectation => ({ success: false, refusal: codes as string[] });

test.each<[string, ResourceState, Action, Expectation]>([
  ['a list', gone, { kind: 'list' }, success],
  ['a supported create may meet a quota', live, { kind: 'create', content: 'other' }, either],
  ['a broken create', live, { kind: 'create', content: 'broken' }, anyRefusal],
  ['a read', live, { kind: 'read' }, success],
  ['a read of what is gone', gone, { kind: 'readConfig' }, refusal(notFound)],
  ['an update with the latest ETag', live, update('fresh'), success],
  ['an update with the latest ETag of what is in use', attached, update('fresh'), success],
  ['an update that breaks a constraint', live, update('fresh', 'broken'), anyRefusal],
  ['an update without an ETag', live, update('missing'), refusal(missingIfMatch)],
  ['an update with an earlier ETag', live, update('stale'), refusal(...staleIfMatch)],
  ['an update with no ETag at all in it', live, update('garbage'), anyRefusal],
  ['an update with a star', live, update('any'), either],
  ['a delete with the latest ETag', live, remove('fresh'), success],
  ['a delete of what is in use', attached, remove('fresh'), refusal(inUse)],
  ['a delete with a star', live, remove('any'), either],
  ['a delete with a star of what is in use', attached, remove('any'), anyRefusal],
  ['an update of what is gone', gone, update('fresh'), refusal(notFound)],
  [
    'an update of what is gone, with an earlier ETag',
    gone,
    update('stale'),
    refusal(notFound, missingIfMatch, ...staleIfMatch),
  ],
  ['an update of what is gone, with a star', gone, update('any'), anyRefusal],
])('%s', (_, state, action, expected) => {
  const { success, refusal } = allowed(policy, state, action);
  expect({ success, refusal: Array.isArray(refusal) ? [...refusal].sort() : refusal }).toEqual({
    ...expected,
    refusal: Array.isArray(expected.refusal) ? [...new Set(expected.refusal)].sort() : expected.refusal,
  });
});

const response: Outcome = { kind: 'response', status: 200, headers: {}, output: {}, ms: 0 };
const refused = (status: number, code = 'One'): Outcome => ({
  kind: 'refused',
  status,
  headers: {},
  error: { code },
  ms: 0,
});
const unreadable = (status?: number): Outcome => ({
  kind: 'unreadable',
  reason: 'no XML',
  ms: 0,
  ...(status === undefined ? {} : { status }),
});

test.each<[string, Outcome, Expectation, boolean | undefined]>([
  ['a success', response, success, true],
  ['a success', response, anyRefusal, false],
  ['a refusal', refused(400), anyRefusal, true],
  ['a refusal', refused(499), anyRefusal, true],
  ['a failure of the server', refused(500), anyRefusal, false],
  ['a redirection', refused(399), anyRefusal, false],
  ['a refusal', refused(400), success, false],
  ['a refusal with this code', refused(400), refusal('One'), true],
  ['a refusal with another code', refused(400, 'Two'), refusal('One'), false],
  ['an unreadable success', unreadable(204), success, true],
  ['an unreadable success', unreadable(200), anyRefusal, false],
  ['an unreadable redirection', unreadable(302), either, false],
  ['an unreadable failure of the server', unreadable(500), either, false],
  ['an unreadable refusal', unreadable(400), anyRefusal, true],
  ['an unreadable refusal, whose code may be this one,', unreadable(400), refusal('One'), undefined],
  ['an unreadable refusal', unreadable(400), success, false],
  ['bytes without a status', unreadable(), success, undefined],
  ['no answer', { kind: 'lost', reason: 'gone', ms: 0 }, success, undefined],
  ['what the client refused', { kind: 'unsent', reason: 'no', ms: 0 }, anyRefusal, undefined],
])('%s, %j, where %j is allowed: %s', (_, outcome, expectation, is) => {
  expect(isAllowed(expectation, outcome)).toBe(is);
});

test('what is allowed is told in words', () => {
  expect([success, anyRefusal, either, refusal('A', 'B')].map(allowedText)).toEqual([
    'success',
    'a refusal',
    'success or a refusal',
    'A or B',
  ]);
});
