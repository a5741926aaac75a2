import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import type { Chart } from '../core/chart.ts';
import type { RunRecord } from '../core/run-record.ts';
import { jsonReports } from './json.ts';
import { type Sample, sampleRecords, sampleStep } from './testing/sample-run.ts';

const schema = JSON.parse(readFileSync(new URL('./report.schema.json', import.meta.url), 'utf8'));
const validate = new Ajv2020({ strict: true, allowUnionTypes: true, strictRequired: false }).compile(schema);

const broken: Sample = {
  rules: [
    { id: 'A.pass', status: 'pass' },
    { id: 'A.fail', status: 'fail', findings: [{}, { steps: [] }] },
    {
      id: 'A.warn',
      status: 'warn',
      evidence: 'inferred',
      findings: [{ steps: [sampleStep({ outcome: 'no answer' })] }],
    },
    { id: 'A.skip', status: 'skip', reason: 'no way to tell' },
    { id: 'A.error', status: 'error', reason: 'our own fault' },
  ],
};

const reportOf = (...records: RunRecord[]) => JSON.parse(JSON.stringify(jsonReports(records)));

test.each<[string, Sample[]]>([
  ['a run', [broken]],
  ['a run that broke off', [{ ...broken, cut: true }]],
  ['a shard', [{ ...broken, shard: { index: 1, count: 2 } }]],
  ['several targets', [broken, { target: 'meadow' }]],
])('the report of %s is as its schema says', (_, samples) => {
  validate(reportOf(...sampleRecords(...samples)));
  expect(validate.errors).toBe(null);
});

test('what traffic rules saw is in the report, as its schema says', () => {
  const [record] = sampleRecords(broken);
  const chart: Chart = { kind: 'lanes', title: 'IdleTTL 300', lanes: [], outcome: 'sessions end', broken: false };
  record!.charts = [{ rule: 'A.pass', chart }];
  const report = reportOf(record!);
  expect([validate(report), report.charts]).toEqual([true, [{ rule: 'A.pass', chart }]]);
});

test('the schema refuses what lacks a documented field', () => {
  const [record] = sampleRecords(broken);
  for (const field of ['version', 'target', 'seed', 'started', 'seconds', 'requests', 'summary', 'rules']) {
    expect([field, validate({ ...reportOf(record!), [field]: undefined })]).toEqual([field, false]);
  }
});

test('the summary counts the rules by status', () => {
  expect(reportOf(...sampleRecords(broken)).summary).toEqual({ pass: 1, fail: 1, warn: 1, skip: 1, error: 1 });
});

test('a rule that was not judged says why, also where the record broke off before it', () => {
  const [record] = sampleRecords({ ...broken, cut: true });
  record!.rules.push({ ...record!.rules[3]!, id: 'A.late' });
  delete record!.rules.at(-1)!.reason;
  expect(reportOf(record!).rules.at(-1).reason).toBe('the record breaks off before it was judged');
});
