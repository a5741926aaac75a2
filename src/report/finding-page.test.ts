import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { findingPage } from './details.ts';
import { sampleFinding } from './testing/sample-run.ts';

const same = (text: string): string => text;
const PLAIN = { red: same, green: same, yellow: same, dim: same, bold: same };

const long = (length: number): string => 'x'.repeat(length);

const finding = {
  ...sampleFinding('A.b', 'documented'),
  expected: `a refusal: ${long(5_000)}`,
  actual: `the request was accepted: ${long(5_000)}`,
  reproduce: `cloudfront-conformance reproduce ${long(3_000)}`,
};

test.each([50, 80])('a finding fits into %i columns, whatever the target sent', (columns) => {
  const lines = findingPage(finding, PLAIN, { number: 3, columns });
  expect(lines.filter((line) => line.length > columns)).toEqual([]);
  expect(lines.join('\n')).toContain('reproduce 3');
});

test('a coloured line fits too: colours have no width', () => {
  const dim = (text: string): string => `\u001b[2m${text}\u001b[22m`;
  const one = sampleFinding('continuous-deployment.policy.update.refuses-stale', 'documented');
  const lines = findingPage(one, { ...PLAIN, dim }, { number: 3, columns: 50 }).map(stripVTControlCharacters);
  // A command is copied, so that no word of it is cut apart.
  expect(lines.filter((line) => line.length > 50 && line.trim().includes(' ') && !line.includes('rule  '))).toEqual([]);
});

test('without a terminal no line shows more than 200 characters of a value or a token', () => {
  for (const line of findingPage(finding, PLAIN, { number: 3 })) expect(line.length).toBeLessThan(260);
});
