import { expect, test } from 'vitest';
import type { Outcome } from '../core/outcome.ts';
import { loadContract } from './load.ts';
import { accepted, etagIn, idIn } from './told.ts';

const policy = loadContract().resources.ContinuousDeploymentPolicy!;

const response = (output: object): Outcome => ({
  kind: 'response',
  status: 201,
  headers: {},
  output: output as never,
  ms: 0,
});
const unreadable = (status: number | undefined, headers: Record<string, string> = {}): Outcome =>
  ({ kind: 'unreadable', reason: 'no XML', ms: 0, headers, ...(status === undefined ? {} : { status }) }) as Outcome;
const refused: Outcome = {
  kind: 'refused',
  status: 409,
  headers: { location: '/2020-05-31/continuous-deployment-policy/theirs', etag: 'E9' },
  error: { code: 'ContinuousDeploymentPolicyAlreadyExists' },
  ms: 0,
};

test.each<[string, Outcome, boolean]>([
  ['a success', response({}), true],
  ['an unreadable 200', unreadable(200), true],
  ['an unreadable 299', unreadable(299), true],
  ['an unreadable 199', unreadable(199), false],
  ['an unreadable 300', unreadable(300), false],
  ['bytes without a status', unreadable(undefined), false],
  ['a refusal', refused, false],
  ['no answer', { kind: 'lost', reason: 'gone', ms: 0 }, false],
  ['what the client refused', { kind: 'unsent', reason: 'no', ms: 0 }, false],
])('%s was accepted: %s', (_, outcome, is) => {
  expect(accepted(outcome)).toBe(is);
});

test('a refusal tells no id and no ETag of a new resource, whatever its headers name', () => {
  expect([idIn(policy, refused), etagIn(policy, refused)]).toEqual([undefined, undefined]);
});

test('the id of a document comes before that of its Location', () => {
  const location = 'https://cloudfront.amazonaws.com/2020-05-31/continuous-deployment-policy/other';
  expect(idIn(policy, response({ ContinuousDeploymentPolicy: { Id: 'mine' }, Location: location }))).toBe('mine');
  expect(idIn(policy, response({ ContinuousDeploymentPolicy: { Id: '' }, Location: location }))).toBe('other');
  expect(idIn(policy, response({}))).toBeUndefined();
});

test.each([
  ['/a/b', 'b'],
  ['/a/b/', 'b'],
  ['/a/b?c=/d', 'b'],
  ['/a/b#c/d', 'b'],
  ['/a/b%2Fc', 'b/c'],
  ['/a/b%zz', 'b%zz'],
  ['b', 'b'],
  ['', undefined],
])('of an answer that cannot be read, the Location %j tells the id %j', (location, id) => {
  expect(idIn(policy, unreadable(201, { location }))).toBe(id);
});

test('the ETag comes from the document, or from the header of one that cannot be read', () => {
  expect(etagIn(policy, response({ ETag: 'E1' }))).toBe('E1');
  expect(etagIn(policy, response({}))).toBeUndefined();
  expect(etagIn(policy, unreadable(200, { etag: 'E2' }))).toBe('E2');
  expect(etagIn(policy, unreadable(200))).toBeUndefined();
});
