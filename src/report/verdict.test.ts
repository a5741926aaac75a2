import { expect, test } from 'vitest';
import { sampleRecords } from './testing/sample-run.ts';
import { effortText, verdictOf } from './verdict.ts';

const withStatuses = (...statuses: ('pass' | 'fail' | 'skip')[]) =>
  sampleRecords({
    rules: statuses.map((status, index) => ({ id: `A.${index}`, status, reason: 'no way to tell' })),
  })[0]!;

test('a target that holds what could be judged conforms, in part where that is less than what could not', () => {
  expect(verdictOf(withStatuses('pass', 'pass'))).toBe('CONFORMS');
  expect(verdictOf(withStatuses('pass', 'skip'))).toBe('CONFORMS');
  expect(verdictOf(withStatuses('pass', 'skip', 'skip'))).toBe('CONFORMS IN PART');
  expect(verdictOf(withStatuses('fail', 'skip', 'skip'))).toBe('DOES NOT CONFORM');
  expect(verdictOf(withStatuses('skip', 'skip'))).toBe('NOT JUDGED');
});

test('one request is one request', () => {
  const record = withStatuses('pass');
  expect(effortText({ ...record, requests: 1, seconds: 0.04, seed: 7 })).toBe('1 request in 0.0 s, seed 7');
  expect(effortText({ ...record, requests: 2, seconds: 0.06, seed: 7 })).toBe('2 requests in 0.1 s, seed 7');
});
