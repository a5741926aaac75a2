import { expect, test } from 'vitest';
import type { Finding } from '../core/event.ts';
import type { Evidence } from '../core/evidence.ts';
import { causesOf } from './cause.ts';
import { sampleRecords, sampleStep } from './testing/sample-run.ts';

type Found = Partial<Finding> & { rule: string; evidence?: Evidence };

/** The rules of each cause. */
function grouped(...found: Found[]): string[][] {
  const rules = found.map(({ rule, evidence = 'documented', ...finding }) => ({
    id: rule,
    evidence,
    status: 'fail' as const,
    findings: [finding],
  }));
  const [record] = sampleRecords({ rules });
  return causesOf(record!).map(({ findings }) => findings.map(({ rule }) => rule));
}

const refusal = (outcome: string): Partial<Finding> => ({
  actual: `refused: ${outcome}`,
  steps: [sampleStep({ outcome })],
});

test('rules that one place of one operation breaks in the same way are one cause', () => {
  expect(grouped({ rule: 'A' }, { rule: 'B' })).toEqual([['A', 'B']]);
});

test('another place of the input is another cause', () => {
  expect(grouped({ rule: 'A' }, { rule: 'B', path: ['Tree', 'Species'] })).toEqual([['A'], ['B']]);
});

test('another item of the same list is the same place', () => {
  expect(grouped({ rule: 'A', path: ['Items', 0] }, { rule: 'B', path: ['Items', 1] })).toEqual([['A', 'B']]);
});

test('another answer is another cause', () => {
  expect(grouped({ rule: 'A', ...refusal('400 Bad') }, { rule: 'B', ...refusal('400 Worse') })).toEqual([['A'], ['B']]);
});

test('one defect of documents is one cause, whatever they say and to whom', () => {
  const defect = (operation: string, offset: number, outcome: string): Found => ({
    rule: 'A',
    operation,
    ...refusal(outcome),
    actual: `a second XML declaration at byte ${offset}: <?xml version="1.0"?>\\x0a<${operation}`,
  });
  expect(
    grouped(defect('Get', 22, '404 NoSuchTree'), defect('Plant', 39, '400 Bad'), defect('List', 22, '200')),
  ).toEqual([['A', 'A', 'A']]);
});

test('ids and quoted values make no other answer', () => {
  expect(grouped({ rule: 'A', actual: 'got "x" of E1' }, { rule: 'B', actual: 'got "y" of E2' })).toEqual([['A', 'B']]);
});

test.each([
  ['came back as {"Weight":0.1}', 'came back as {"Weight":0.145,"Inner":{"TTL":300}}'],
  ['came back as ["a"]', 'came back as []'],
  ['sent as 300 and came back as 1.5', 'sent as 0.25 and came back as 404'],
  [`came back as {"a":"${'x'.repeat(500)}"}`, 'came back as {}'],
])('objects, lists and numbers make no other answer: %s', (one, other) => {
  expect(grouped({ rule: 'A', actual: one }, { rule: 'B', actual: other })).toEqual([['A', 'B']]);
});

test('an answer that names a place is about that place, wherever the input was changed', () => {
  const lost = { actual: 'Tree.Height was sent as 120 and came back as 0' };
  expect(grouped({ rule: 'A', ...lost }, { rule: 'B', ...lost, path: ['Tree', 'Species'] })).toEqual([['A', 'B']]);
});

test('another status is another cause, another success is not', () => {
  const answered = (outcome: string) => ({ actual: 'no error code', steps: [sampleStep({ outcome })] });
  expect(grouped({ rule: 'A', ...answered('400') }, { rule: 'A', operation: 'PruneTree', ...answered('500') })).toEqual(
    [['A'], ['A']],
  );
  expect(grouped({ rule: 'A', ...answered('200') }, { rule: 'B', ...answered('201') })).toEqual([['A', 'B']]);
});

test('a refusal that speaks of no input is the same cause wherever the input was changed', () => {
  const conflict = refusal('412 PreconditionFailed');
  expect(grouped({ rule: 'A', ...conflict }, { rule: 'B', ...conflict, path: ['Tree', 'Species'] })).toEqual([
    ['A', 'B'],
  ]);
});

test('one rule that is broken in the same way on two operations is one cause', () => {
  expect(grouped({ rule: 'A' }, { rule: 'A', operation: 'PruneTree' })).toEqual([['A', 'A']]);
});

test('different rules on different operations are different causes', () => {
  expect(grouped({ rule: 'A' }, { rule: 'B', operation: 'PruneTree' })).toEqual([['A'], ['B']]);
});

test('what fails comes before what warns', () => {
  expect(grouped({ rule: 'A', evidence: 'inferred', path: ['Tree'] }, { rule: 'B' })).toEqual([['B'], ['A']]);
});
