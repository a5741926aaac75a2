import { expect, test } from 'vitest';
import { loadContract } from '../contracts/load.ts';
import type { JsonObject } from '../core/json.ts';
import type { Step } from '../core/test-context.ts';
import { ownVersions } from './own-versions.ts';

const contract = loadContract();

const step = (operation: string, input: JsonObject, output: JsonObject): Step => ({
  call: { operation, input },
  outcome: { kind: 'response', status: 200, headers: {}, output, ms: 1 },
});
const created = (Id: string, ETag: string): Step => step('CreateDistribution', {}, { ETag, Distribution: { Id } });
const updated = (Id: string, IfMatch: string, ETag: string): Step =>
  step('UpdateDistribution', { Id, IfMatch }, { ETag, Distribution: { Id } });
const refused = (Id: string, IfMatch: string): Step => ({
  call: { operation: 'UpdateDistribution', input: { Id, IfMatch } },
  outcome: { kind: 'refused', status: 412, headers: {}, error: { code: 'PreconditionFailed' }, ms: 1 },
});

/** Where each version comes from, by the text that stands for it. */
const sources = (...steps: Step[]): Record<string, unknown> => {
  const { versions } = ownVersions(
    contract,
    steps,
    steps.map(({ call: { operation, input } }) => ({ operation, input })),
  );
  return Object.fromEntries(
    versions.map(({ was, binding }) => [binding.text, [was, 'call' in binding && binding.call]]),
  );
};

test('of two resources that count their versions alike, a call means that of its own', () => {
  expect(sources(created('A', '1'), created('B', '1'), updated('A', '1', '2'), updated('B', '1', '2'))).toEqual({
    '~version-2-0~': ['1', 0],
    '~version-3-0~': ['1', 1],
  });
});

test('the latest version that is known stands for a right one whose call is not there', () => {
  expect(sources(created('A', '1'), created('B', '1'), updated('A', '2', '3'), updated('B', '3', '4'))).toEqual({
    '~version-2-0~': ['2', 0],
    '~version-3-0~': ['3', 1],
  });
});

test('a version that nobody gave and that was refused stays what it is', () => {
  expect(sources(created('A', '1'), refused('A', '7'))).toEqual({});
});

test('a stale version stays the stale one', () => {
  expect(sources(created('A', '1'), updated('A', '1', '2'), refused('A', '1'))).toMatchObject({
    '~version-2-0~': ['1', 0],
  });
});

test('each of several versions in one header means its own resource', () => {
  const promotion = step(
    'UpdateDistributionWithStagingConfig',
    { Id: 'A', StagingDistributionId: 'B', IfMatch: '2, 1' },
    { ETag: '3', Distribution: { Id: 'A' } },
  );
  expect(sources(created('A', '1'), created('B', '1'), updated('A', '1', '2'), promotion)).toMatchObject({
    '~version-3-0~': ['2', 2],
    '~version-3-2~': ['1', 1],
  });
});
