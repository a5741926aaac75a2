import { expect, test } from 'vitest';
import { badgeOf, badgeSvg } from './badge.ts';
import { type Sample, sampleRecords } from './testing/sample-run.ts';

function withRules(pass: number, fail: number): Sample {
  const rule = (status: 'pass' | 'fail') => (_: unknown, index: number) => ({ id: `${status}.${index}`, status });
  return { rules: [...Array.from({ length: pass }, rule('pass')), ...Array.from({ length: fail }, rule('fail'))] };
}

test.each([
  [40, 0, '100% of 40 rules', 'brightgreen'],
  [199, 1, '99% of 200 rules', 'green'],
  [8, 2, '80% of 10 rules', 'yellow'],
  [1, 1, '50% of 2 rules', 'red'],
])('%i rules that hold and %i broken ones are %s, in %s', (pass, fail, message, color) => {
  const badge = badgeOf(sampleRecords(withRules(pass, fail)));
  expect(badge).toEqual({ schemaVersion: 1, label: 'conformance', message, color });
});

test('rules without documentation do not count', () => {
  const { rules = [] } = withRules(1, 0);
  const inferred = { id: 'x', status: 'warn', evidence: 'inferred' } as const;
  expect(badgeOf(sampleRecords({ rules: [...rules, inferred] })).message).toBe('100% of 1 rule');
});

test('a run that broke off has no share', () => {
  expect(badgeOf(sampleRecords({ ...withRules(5, 0), cut: true })).message).toBe('not judged');
});

test('several targets: how many conform', () => {
  const badge = badgeOf(sampleRecords(withRules(1, 0), withRules(0, 1), withRules(2, 0)));
  expect(badge).toMatchObject({ message: '2 of 3', color: 'red' });
});

test('the image says the same', () => {
  const svg = badgeSvg(sampleRecords(withRules(40, 0)));
  expect(svg).toMatch(/^<svg /);
  expect(svg).toContain('conformance: 100% of 40 rules');
});
