import { describe, expect, test } from 'vitest';
import type { Hindrance } from '../core/hindrance.ts';
import type { RunRecord } from '../core/run-record.ts';
import { sampleRecords } from './testing/sample-run.ts';
import { countsText, effortText, exitCodeOf, exitCodeOfAll, flawOf, verdictOf } from './verdict.ts';

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

describe('the exit code of every end', () => {
  type Rules = Parameters<typeof sampleRecords>[0]['rules'] & object;
  const HOLDS = { id: 'Tree.holds', status: 'pass' as const };
  const BROKEN = { id: 'Tree.broken', status: 'fail' as const, findings: [{}] };
  const ended = (rules: Rules, more: Partial<RunRecord> = {}): RunRecord => ({
    ...sampleRecords({ rules })[0]!,
    ...more,
  });
  const listed = (rules: Rules, entry: { rule?: string; expires?: string }, strict = false): RunRecord => {
    const known = { rule: 'Tree.broken', reason: 'we live with it', ...entry };
    const record = ended(rules, { known: { strict, entries: [known] } });
    for (const rule of record.rules) if (rule.id === known.rule) rule.known = known;
    return record;
  };

  test.each<[string, RunRecord, 0 | 1 | 2]>([
    ['all holds', ended([HOLDS]), 0],
    ['one is broken', ended([HOLDS, BROKEN]), 1],
    ['one that is standard is broken', ended([HOLDS, { ...BROKEN, evidence: 'standard' }]), 1],
    ['one that was recorded is broken', ended([HOLDS, { ...BROKEN, evidence: 'recorded' }]), 1],
    ['one that is inferred warns', ended([HOLDS, { ...BROKEN, status: 'warn', evidence: 'inferred' }]), 0],
    ['there are no rules', ended([]), 2],
    [
      'the documented one holds on nothing',
      { ...ended([HOLDS]), rules: ended([HOLDS]).rules.map((rule) => ({ ...rule, judged: {} })) },
      2,
    ],
    ['only a standard one holds', ended([{ ...HOLDS, evidence: 'standard' }]), 2],
    ['one is in error', ended([HOLDS, { id: 'Tree.error', status: 'error', reason: 'TypeError' }]), 2],
    ['it was interrupted', ended([HOLDS], { interrupted: true }), 2],
    ['it breaks off', ended([HOLDS], { complete: false }), 2],
    ['it ended by an error', ended([HOLDS], { error: 'the target went away' }), 2],
    ['one is broken, and it was interrupted', ended([HOLDS, BROKEN], { interrupted: true }), 1],
    ['one is broken, and it breaks off', ended([HOLDS, BROKEN], { complete: false }), 1],
    ['the broken one is known', listed([HOLDS, BROKEN], {}), 0],
    ['the broken one is known, and nothing else was judged', listed([BROKEN], {}), 0],
    ['the broken one is known, and it was interrupted', { ...listed([HOLDS, BROKEN], {}), interrupted: true }, 2],
    ['the broken one is known until today', listed([HOLDS, BROKEN], { expires: '2026-01-02' }), 0],
    ['the broken one was known until yesterday', listed([HOLDS, BROKEN], { expires: '2026-01-01' }), 1],
    ['another one is known', listed([HOLDS, BROKEN], { rule: 'Tree.holds' }), 1],
    ['a known one holds now', listed([HOLDS, { id: 'Tree.broken', status: 'pass' }], {}), 0],
    ['a known one holds now, which is strict', listed([HOLDS, { id: 'Tree.broken', status: 'pass' }], {}, true), 1],
    [
      'a known one was not judged, which is strict',
      listed(
        [HOLDS, { id: 'Tree.broken', status: 'skip', reason: 'left out', hindrance: { kind: 'option' } }],
        {},
        true,
      ),
      0,
    ],
    ['strict, and the known one is still broken', listed([HOLDS, BROKEN], {}, true), 0],
  ])('%s', (_, record, code) => {
    expect(exitCodeOf(record)).toBe(code);
  });

  test('of several runs is the worst, and none where there is none', () => {
    const [holds, breaks, broken] = [ended([HOLDS]), ended([HOLDS], { complete: false }), ended([HOLDS, BROKEN])];
    expect(exitCodeOfAll([holds, holds])).toBe(0);
    expect(exitCodeOfAll([holds, broken])).toBe(1);
    expect(exitCodeOfAll([broken, breaks, holds])).toBe(2);
    expect(exitCodeOfAll([])).toBe(2);
  });

  test('what keeps a run from being whole is said', () => {
    expect(flawOf(ended([HOLDS]))).toBeUndefined();
    expect(flawOf(ended([HOLDS], { error: 'gone', interrupted: true }))).toBe('gone');
    expect(flawOf(ended([HOLDS], { interrupted: true, complete: true }))).toBe('partial: it was interrupted');
    expect(flawOf(ended([HOLDS], { complete: false }))).toBe('partial: the record ends early');
  });

  test('the counts name what is known, warned, in error and unexplained', () => {
    const rules: Rules = [
      HOLDS,
      BROKEN,
      { id: 'Tree.warns', status: 'warn', evidence: 'inferred', findings: [{ rule: 'Tree.warns' }] },
      { id: 'Tree.error', status: 'error', reason: 'TypeError' },
      { id: 'Tree.skip', status: 'skip', reason: 'no idea' },
      { id: 'Tree.option', status: 'skip', reason: 'left out', hindrance: { kind: 'option' } },
    ];
    const text = countsText(listed(rules, {}));
    for (const part of [
      '1 rule holds',
      '1 known to be broken',
      '1 warned',
      '2 not judged (1 unexplained)',
      '1 in error',
    ])
      expect(text).toContain(part);
  });
});
