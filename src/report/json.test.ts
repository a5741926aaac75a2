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
  expect(reportOf(record!).rules.at(-1).reason).toBe('the record ends before it was judged');
});

test('a rule tells its verdict and why, what breaks it, what is known of it, and its decisive call', () => {
  const [record] = sampleRecords({
    ...broken,
    rules: [
      ...broken.rules!,
      { id: 'A.left', status: 'skip', reason: 'left out by --rules', hindrance: { kind: 'option' } },
    ],
  });
  record!.rules[1]!.known = { rule: 'A.fail', reason: 'ticket 12' };
  record!.comparison = { started: '2026-01-01', fixed: [], left: [], added: ['a'], unseen: [] };
  const { rules, comparison, deviations } = reportOf(record!);
  expect(comparison).toEqual({ started: '2026-01-01', fixed: [], left: [], added: ['a'], unseen: [] });
  const [pass, fail, warn, skip, error, left] = rules;
  expect(pass).toEqual({
    id: 'A.pass',
    demands: 'A.pass holds',
    evidence: 'documented',
    status: 'pass',
    requests: 3,
    findings: [],
  });
  const step = sampleStep();
  expect(fail).toMatchObject({
    deviation: 'broken:A.fail',
    known: { rule: 'A.fail', reason: 'ticket 12' },
    findings: [
      {
        operation: 'PlantTree',
        expected: 'a refusal',
        actual: 'accepted: 201',
        request: step.request,
        response: step.response,
      },
      { request: null, response: null, token: 'abc' },
    ],
  });
  expect(warn).toMatchObject({ status: 'warn', deviation: 'broken:A.warn' });
  expect(skip).toMatchObject({ reason: 'no way to tell', explanation: null });
  expect(left).toMatchObject({ reason: 'left out by --rules', explanation: { kind: 'option' } });
  expect(error).toMatchObject({ reason: 'our own fault' });
  for (const rule of [pass, warn, skip, error]) expect(rule).not.toHaveProperty('known');
  for (const rule of [pass, fail, error]) expect(rule).not.toHaveProperty('explanation');
  expect(deviations[0]).toEqual({
    key: 'broken:A.fail',
    kind: 'broken',
    sentence: expect.stringContaining('A.fail holds'),
    operations: ['PlantTree'],
    places: [],
    warns: false,
    rules: ['A.fail'],
    masked: [],
    evidence: {
      rule: 'A.fail',
      operation: 'PlantTree',
      expected: 'a refusal',
      actual: 'accepted: 201',
      reproduce: "cloudfront-conformance run --rules 'A.fail' --seed 7",
      token: 'abc',
    },
  });
});

test('a whole run has no error, shard, open matters or charts in its report; others have them', () => {
  const [plain] = sampleRecords({});
  for (const field of ['error', 'shard', 'open', 'charts', 'comparison'])
    expect(reportOf(plain!)).not.toHaveProperty(field);
  const [record] = sampleRecords({ shard: { index: 1, count: 2 } });
  record!.error = 'the target went away';
  record!.open = [{ operation: 'PlantTree', matter: ['Tree.Name.empty'], broken: false, did: 'accepted' }];
  expect(reportOf(record!)).toMatchObject({
    version: '0.0.0',
    target: { name: 'orchard', url: 'http://orchard.test/' },
    seed: 7,
    started: '2026-01-02T03:04:05.678Z',
    seconds: 1.5,
    requests: 4,
    complete: true,
    interrupted: false,
    error: 'the target went away',
    shard: { index: 1, count: 2 },
    operations: [{ operation: 'PlantTree', state: 'implemented' }],
    open: [{ about: 'an empty Tree.Name', did: ['accepted'] }],
  });
});

test('one run stands alone, several in a list', () => {
  const names = ({ runs }: { runs: { target: { name: string } }[] }) => runs.map(({ target }) => target.name);
  expect(reportOf(...sampleRecords({ target: 'a' })).target.name).toBe('a');
  expect(names(reportOf(...sampleRecords({ target: 'a' }, { target: 'b' })))).toEqual(['a', 'b']);
});
