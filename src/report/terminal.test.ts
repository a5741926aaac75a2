import { expect, test } from 'vitest';
import { terminalReport } from './terminal.ts';
import { type Sample, sampleRecords, sampleStep } from './testing/sample-run.ts';

const plain = (text: string): string => text;
const paint = { red: plain, green: plain, yellow: plain, dim: plain, bold: plain };
const report = (...samples: Sample[]): string => terminalReport(sampleRecords(...samples), paint).join('\n');
const broken = (finding = {}): Sample => ({
  rules: [{ id: 'Tree.Height.maximum', status: 'fail', findings: [finding] }],
});

test('a finding says rule, demand, citation, difference, answer, how to see it again, and a curl line', () => {
  expect(report(broken())).toBe(`FAIL  Tree.Height.maximum on PlantTree
      Tree.Height.maximum holds (documented: trees@1.0.0, Tree.Height)
      expected  a refusal
      got       accepted: 201
      request   Tree
                - Height: 120
                + Height: 121
      answer    <Tree><Id>T1</Id></Tree>
      again     cloudfront-conformance run --rules 'Tree.Height.maximum' --seed 7
      curl      curl -sS -i -X POST 'http://orchard.test/tree' -H 'content-type: application/xml' --data-binary '<Tree><Height>121</Height><Species>oak</Species></Tree>'

DOES NOT CONFORM  orchard: 0 rules hold, 1 broken; 4 requests in 1.5 s, seed 7`);
});

test('the calls before the decisive one are told', () => {
  const steps = [sampleStep({ operation: 'DigHole', outcome: '200' }), sampleStep()];
  expect(report(broken({ steps }))).toContain('after     DigHole → 200\n');
});

test('nothing from a target acts on the terminal', () => {
  const evil = '\u001b[31m\u001b]0;title\u0007\u202eevil\r\u009b';
  const step = sampleStep({
    input: { Tree: { Height: evil } },
    request: { method: 'POST', url: 'http://orchard.test/', headers: { a: evil }, body: { text: evil } },
    response: { status: 200, headers: {}, body: { text: evil } },
    outcome: evil,
  });
  const text = report({ ...broken({ actual: evil, expected: evil, steps: [step, step] }), target: evil });
  expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
  expect(text).toContain('\\u202eevil');
});

test('a record that broke off is called partial, with what was not reached', () => {
  const text = report({ rules: [{ id: 'A.b', status: 'pass' }], cut: true });
  expect(text).toContain('INCONCLUSIVE  orchard: 1 rule holds; 1 request in');
  expect(text).toContain('(partial: it broke off)');
});

test('many causes are told in full only at first', () => {
  const rules = Array.from({ length: 30 }, (_, index) => ({
    id: `Rule.r${index}`,
    status: 'fail' as const,
    findings: [{ path: [`Member${String.fromCharCode(97 + index)}`] }],
  }));
  const lines = report({ rules }).split('\n');
  expect(lines.filter((line) => line.startsWith('FAIL'))).toHaveLength(30);
  expect(lines.filter((line) => line.startsWith('      expected'))).toHaveLength(10);
});

test('several targets stand one after the other, and their verdicts together at the end', () => {
  const lines = report(broken(), { target: 'meadow' }).split('\n');
  expect(lines.slice(-2)).toEqual([
    'DOES NOT CONFORM  orchard: 0 rules hold, 1 broken; 4 requests in 1.5 s, seed 7',
    'CONFORMS  meadow: 1 rule holds; 4 requests in 1.5 s, seed 7',
  ]);
});
