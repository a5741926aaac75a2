import { expect, test } from 'vitest';
import { terminalReport } from './terminal.ts';
import { type Sample, sampleRecords, sampleStep } from './testing/sample-run.ts';

const plain = (text: string): string => text;
const paint = { red: plain, green: plain, yellow: plain, dim: plain, bold: plain };
const report = (...samples: Sample[]): string => terminalReport(sampleRecords(...samples), paint).join('\n');
const broken = (finding = {}): Sample => ({
  rules: [{ id: 'Tree.Height.maximum', status: 'fail', findings: [finding] }],
});

test('a finding is a headline with values, its evidence, and how to try it again', () => {
  expect(report(broken())).toBe(`FAIL  1. PlantTree accepted Height 121 (201): Tree.Height.maximum holds
      expected  a refusal
      got       accepted: 201
      breaks    Tree.Height.maximum (documented: trees@1.0.0, Tree.Height)
      again     cloudfront-conformance run --rules 'Tree.Height.maximum' --seed 7

DOES NOT CONFORM  orchard: 1 deviation (1 of 1 rule broken), 0 rules hold; 4 requests in 1.5 s, seed 7`);
});

test('with --verbose it says difference, response and a curl line too', () => {
  const lines = terminalReport(sampleRecords(broken()), paint, { verbose: true });
  expect(lines).toEqual(
    expect.arrayContaining([
      '                - Height: 120',
      '                + Height: 121',
      '      answer    <Tree><Id>T1</Id></Tree>',
      expect.stringMatching(/^ {6}curl {6}curl -sS -i -X POST 'http:\/\/orchard.test\/tree'/),
    ]),
  );
});

test('where the run is kept, a finding is named by its number', () => {
  const lines = terminalReport(sampleRecords(broken()), paint, { numbered: true });
  expect(lines).toContain('      again     cloudfront-conformance reproduce 1');
  expect(lines.at(-2)).toMatch(/^show NUMBER/);
});

test.each([80, 50])('no line of a numbered report is longer than a terminal of %i columns', (columns) => {
  const long = 'a sentence of words that goes on for longer than any terminal is wide, as some do';
  const lines = terminalReport(sampleRecords(broken({ expected: long, actual: long, demands: long })), paint, {
    numbered: true,
    columns,
  });
  const evidence = lines.slice(0, lines.indexOf(''));
  expect(evidence.length).toBeGreaterThan(5);
  for (const line of evidence) expect(line.length).toBeLessThanOrEqual(columns);
});

test('nothing that a request or a response holds is printed whole', () => {
  const large = 'x'.repeat(1_000_000);
  const step = sampleStep({
    input: { Tree: { Height: large } },
    response: { status: 200, headers: {}, body: { text: large } },
  });
  for (const verbose of [false, true]) {
    const lines = terminalReport(sampleRecords(broken({ actual: large, steps: [step] })), paint, { verbose });
    for (const line of lines) expect(line.length).toBeLessThan(2_100);
  }
});

test('the calls before the decisive one are told', () => {
  const steps = [sampleStep({ operation: 'DigHole', outcome: '200' }), sampleStep()];
  const lines = terminalReport(sampleRecords(broken({ steps })), paint, { verbose: true });
  expect(lines).toContain('      after     DigHole → 200');
});

test('nothing from a target acts on the terminal', () => {
  const evil = '\u001b[31m\u001b]0;title\u0007\u202eevil\r\u009b';
  const step = sampleStep({
    input: { Tree: { Height: evil } },
    request: { method: 'POST', url: 'http://orchard.test/', headers: { a: evil }, body: { text: evil } },
    response: { status: 200, headers: {}, body: { text: evil } },
    outcome: evil,
  });
  const sample = { ...broken({ actual: evil, expected: evil, steps: [step, step] }), target: evil };
  const text = terminalReport(sampleRecords(sample), paint, { verbose: true }).join('\n');
  expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
  expect(text).toContain('\\u202eevil');
});

test('a record that broke off is called partial, with what was not reached', () => {
  const text = report({ rules: [{ id: 'A.b', status: 'pass' }], cut: true });
  expect(text).toContain('INCONCLUSIVE  orchard: 1 rule holds; 1 request in');
  expect(text).toContain('(partial: the record ends early)');
});

test('on a terminal many deviations are told in full only at first, elsewhere all are', () => {
  const rules = Array.from({ length: 30 }, (_, index) => ({
    id: `Rule.r${index}`,
    status: 'fail' as const,
    findings: [{ path: [`Member${String.fromCharCode(97 + index)}`] }],
  }));
  const inFull = (columns?: number): number => {
    const lines = terminalReport(sampleRecords({ rules }), paint, { columns });
    expect(lines.filter((line) => line.startsWith('FAIL'))).toHaveLength(30);
    return lines.filter((line) => line.startsWith('      expected')).length;
  };
  expect(inFull(80)).toBe(12);
  expect(inFull()).toBe(30);
});

test('several targets stand one after the other, and their verdicts together at the end', () => {
  const lines = report(broken(), { target: 'meadow' }).split('\n');
  expect(lines.slice(-2)).toEqual([
    'DOES NOT CONFORM  orchard: 1 deviation (1 of 1 rule broken), 0 rules hold; 4 requests in 1.5 s, seed 7',
    'CONFORMS  meadow: 1 rule holds; 4 requests in 1.5 s, seed 7',
  ]);
});

test('a report with twelve deviations fits on two screens of 80 columns and 50 lines', () => {
  const long = 'ContinuousDeploymentPolicyConfig.StagingDistributionDnsNames.Quantity must be the number of its items';
  const broken = Array.from({ length: 12 }, (_, index) => ({
    id: `ContinuousDeploymentPolicyConfig.TrafficConfig.member${index}.maximum`,
    status: 'fail' as const,
    findings: [
      { path: ['Tree', `member${index}`], expected: `a refusal: ${long}`, actual: `accepted: ${long} ${index}` },
    ],
  }));
  const skipped = Array.from({ length: 8 }, (_, index) => ({
    id: `lifecycle.read.skipped${index}`,
    status: 'skip' as const,
    reason: `${long}, a plain round trip loses it, for the reason ${index}`,
    hindrance: { kind: 'transport' as const },
  }));
  const records = sampleRecords({ rules: [...broken, ...skipped] });
  const lines = terminalReport(records, paint, { columns: 80, numbered: true });
  expect(lines.length).toBeLessThanOrEqual(100);
  expect(lines.filter((line) => /^FAIL {2}\d+\. /.test(line))).toHaveLength(12);
  expect(lines.filter((line) => /^ {6}(expected|got|breaks) /.test(line))).toHaveLength(36);
  expect(lines.filter((line) => line.startsWith('not judged: '))).toHaveLength(8);
  for (const line of lines.slice(0, -4)) expect(line.length).toBeLessThanOrEqual(80);
});

test('on a narrow terminal the reason why rules are not judged is whole', () => {
  const skipped = [0, 1].map((index) => ({
    id: `continuous-deployment.copy.leaves-primary${index}`,
    status: 'skip' as const,
    reason: 'FellTree is missing',
    hindrance: { kind: 'not-implemented' as const, operations: ['FellTree'] },
  }));
  const records = sampleRecords({ rules: [{ id: 'Tree.fine', status: 'pass' }, ...skipped], missing: ['FellTree'] });
  const lines = terminalReport(records, paint, { columns: 50 });
  expect(lines.slice(0, 2).join(' ').replace(/\s+/g, ' ')).toBe(
    'not judged: 2 rules: FellTree is not implemented (404 with HTML)',
  );
  for (const line of lines.slice(0, -4)) expect(line.length).toBeLessThanOrEqual(50);
});
