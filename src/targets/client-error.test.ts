import { describe, expect, test } from 'vitest';
import { loadContract } from '../contracts/load.ts';
import { fateOf } from './client-error.ts';

const contract = loadContract();
const CODE = 'NoSuchContinuousDeploymentPolicy';
const fate = (thrown: unknown) => fateOf(contract, thrown);
const named = (name: string, message: string, more: object = {}): Error =>
  Object.assign(new Error(message), { name, ...more });

describe('an error that a client threw', () => {
  test.each([
    ['in its name', named(CODE, 'no such policy')],
    ['in Code', named('Error', 'no such policy', { Code: CODE })],
    ['in code', named('Error', 'no such policy', { code: CODE })],
  ])('is a refusal where it has a code of the service %s, with the documented status', (_, error) => {
    expect(fate(error)).toMatchObject({
      kind: 'refused',
      status: contract.errors[CODE]!.status,
      error: { code: CODE, message: 'no such policy' },
    });
  });

  test('has the status, type and request id that it tells', () => {
    const error = named(CODE, 'no', { Type: 'Sender', $metadata: { httpStatusCode: 410, requestId: 'r1' } });
    expect(fate(error)).toMatchObject({ status: 410, error: { type: 'Sender', requestId: 'r1' } });
    expect(fate(named(CODE, 'no', { requestId: 'r2' }))).toMatchObject({ error: { requestId: 'r2' } });
  });

  test('is a refusal with a code that no page knows, where it has a status of one', () => {
    const error = named('TreeTooHigh', 'no', { $metadata: { httpStatusCode: 418 } });
    expect(fate(error)).toMatchObject({ kind: 'refused', status: 418, error: { code: 'TreeTooHigh' } });
    expect(fate(named('TreeTooHigh', 'no'))).toMatchObject({ kind: 'refused', status: 400 });
  });

  test.each(['ECONNREFUSED', 'ECONNRESET', 'UND_ERR_SOCKET', 'TimeoutError', 'AbortError'])(
    'is no answer for %s',
    (code) => {
      expect(fate(named('Error', 'gone', { code }))).toEqual({ kind: 'lost', reason: 'gone' });
      expect(fate(named(code, 'gone'))).toMatchObject({ kind: 'lost' });
    },
  );

  test('is a refusal, not silence, where the answer has a status', () => {
    expect(fate(named('TimeoutError', 'slow', { $metadata: { httpStatusCode: 504 } }))).toMatchObject({
      kind: 'refused',
      status: 504,
    });
  });

  test.each([
    ['a TypeError', new TypeError('Id must be a string')],
    ['a header that Node does not write', named('TypeError', 'Id must be a string', { code: 'ERR_INVALID_CHAR' })],
    [
      'an argument that undici refuses',
      named('InvalidArgumentError', 'Id must be a string', { code: 'UND_ERR_INVALID_ARG' }),
    ],
    ['a plain error', new Error('Id must be a string')],
    [
      'a success that it could not read',
      named('Unreadable', 'Id must be a string', { $metadata: { httpStatusCode: 200 } }),
    ],
    ['a redirection', named('Redirected', 'Id must be a string', { $metadata: { httpStatusCode: 399 } })],
  ])('was not sent for %s', (_, error) => {
    expect(fate(error)).toEqual({ kind: 'unsent', reason: 'Id must be a string' });
  });

  test('that is no object was not sent, and is told as it stands', () => {
    expect([fate('no'), fate(undefined)]).toEqual([
      { kind: 'unsent', reason: 'no' },
      { kind: 'unsent', reason: 'undefined' },
    ]);
  });

  test('has no type and no request id where none is told', () => {
    for (const error of [named(CODE, 'no'), named(CODE, 'no', { Type: '', requestId: 7 })])
      expect(fate(error)).toStrictEqual({
        kind: 'refused',
        status: contract.errors[CODE]!.status,
        headers: {},
        error: { code: CODE, message: 'no' },
      });
  });

  test('is told by its code where it says nothing', () => {
    expect(fate({ code: 'ECONNRESET', message: '' })).toMatchObject({ kind: 'lost' });
  });

  test('of the network is no refusal, whatever else is wrong with it', () => {
    expect(fate({ name: 'NetworkingError', message: 'gone' })).toEqual({ kind: 'lost', reason: 'gone' });
    expect(fate({ name: 'EAT', message: 'gone' })).toMatchObject({ kind: 'refused' });
  });
});
