import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sampleRecords } from '../report/testing/sample-run.ts';
import { findingNumber, keepLastRun } from './last-run.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'last-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const broken = { rules: [{ id: 'Tree.Height.maximum', status: 'fail' as const, findings: [{}] }] };

test('a finding of the last run is found by its number, with the endpoint that it was made at', () => {
  expect(keepLastRun(folder, sampleRecords(broken))).toBe(true);
  const { endpoint, finding } = findingNumber(folder, '1');
  expect([endpoint, finding.rule]).toEqual(['http://orchard.test/', 'Tree.Height.maximum']);
});

test('a number that the last run does not have is refused with those that it has', () => {
  keepLastRun(folder, sampleRecords(broken));
  expect(() => findingNumber(folder, '2')).toThrow('no finding 2; give a number from 1 to 1');
});

test('a run that found nothing has no numbers', () => {
  keepLastRun(folder, sampleRecords());
  expect(() => findingNumber(folder, '1')).toThrow('found nothing');
});

test('after a run with a list of known deviations, it is said how to see them', () => {
  const [record] = sampleRecords(broken);
  const entries = [{ rule: 'Tree.Height.maximum', reason: 'ticket 12' }];
  keepLastRun(folder, [
    {
      ...record!,
      known: { strict: false, entries },
      rules: record!.rules.map((rule) => ({ ...rule, known: entries[0]! })),
    },
  ]);
  expect(() => findingNumber(folder, '1')).toThrow(
    'the last run in this folder found nothing that is not known; 1 known deviation has no number; run without --known to show it',
  );
});

test('a folder without a run and a damaged file are told in one line', () => {
  expect(() => findingNumber(folder, '1')).toThrow('there was no run in this folder yet');
  writeFileSync(join(folder, 'last-run.json'), '{"format":1,"findings":[{}]}');
  expect(() => findingNumber(folder, '1')).toThrow(/is damaged .*; delete it and run again$/);
});
