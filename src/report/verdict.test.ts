import { describe, expect, test } from 'vitest';
import type { Hindrance } from '../core/hindrance.ts';
import { sampleRecords } from './testing/sample-run.ts';
import { countsText, effortText, exitCodeOf, verdictOf } from './verdict.ts';

const withStatuses = (...statuses: ('pass' | 'fail' | 'skip')[]) =>
  sampleRecords({
    rules: statuses.map((status, index) => ({
      id: `A.${index}`,
      status,
      reason: 'no way to tell',
      hindrance: { kind: 'option' },
    })),
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

describe('the exit code', () => {
  const refusedCreate: Hindrance = {
    kind: 'step',
    operation: 'PlantTree',
    outcome: '400 NoSuchSoil',
    rules: ['Tree.plants'],
  };
  const skipped = (hindrance?: Hindrance) => ({
    id: 'Tree.grows',
    status: 'skip' as const,
    reason: 'there is no tree',
    ...(hindrance ? { hindrance } : {}),
  });
  const holds = { id: 'Tree.Height.maximum', status: 'pass' as const };
  const code = (...rules: Parameters<typeof sampleRecords>[0]['rules'] & object) =>
    exitCodeOf(sampleRecords({ rules })[0]!);

  test('is 0 where all that was not judged was left out, is absent or can not be shown', () => {
    const allowed: Hindrance[] = [
      { kind: 'option' },
      { kind: 'transport' },
      { kind: 'not-implemented', operations: ['FellTree'] },
    ];
    for (const hindrance of allowed) expect(code(holds, skipped(hindrance))).toBe(0);
  });

  test('is 2 where the report does not say why something was not judged', () => {
    expect(code(holds, skipped())).toBe(2);
    expect(code(holds, skipped(refusedCreate))).toBe(2);
    expect(verdictOf(sampleRecords({ rules: [holds, skipped()] })[0]!)).toBe('INCONCLUSIVE');
  });

  test('is 0 where a warning stands in the way, and 1 where a documented rule that is broken does', () => {
    const findings = [{ operation: 'PlantTree' }];
    const warns = { id: 'Tree.plants', status: 'warn' as const, evidence: 'inferred' as const, findings };
    expect(code(holds, warns, skipped(refusedCreate))).toBe(0);
    expect(code(holds, { id: 'Tree.plants', status: 'fail', findings }, skipped(refusedCreate))).toBe(1);
  });

  test('is 2 where nothing documented was judged, and where another phase has no excuse', () => {
    expect(code({ ...holds, evidence: 'inferred' })).toBe(2);
    const [record] = sampleRecords({ rules: [holds, skipped()] });
    expect(exitCodeOf(record!)).toBe(2);
  });
});

test('the last line counts the operations that are there, where one is absent', () => {
  expect(countsText(sampleRecords({ missing: ['FellTree'] })[0]!)).toBe('1 rule holds, 1 of 2 operations implemented');
  expect(countsText(sampleRecords({})[0]!)).toBe('1 rule holds');
});
