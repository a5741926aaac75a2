import { describe, expect, test } from 'vitest';
import type { Difference } from '../core/difference.ts';
import type { Finding } from '../core/event.ts';
import type { Evidence } from '../core/evidence.ts';
import { sampleRecords, sampleStep } from '../report/testing/sample-run.ts';
import type { Deviation } from './deviation.ts';
import { deviationsOf } from './deviations.ts';

type Found = Omit<Partial<Finding>, 'differences'> & {
  rule: string;
  evidence?: Evidence;
  differences?: Partial<Difference>[];
};

/** The deviations that explain these findings. */
function explained(...found: Found[]): Deviation[] {
  const rules = found.map(({ rule, evidence = 'documented', differences, ...finding }) => ({
    id: rule,
    evidence,
    status: evidence === 'inferred' ? ('warn' as const) : ('fail' as const),
    findings: [{ ...finding, ...(differences ? { differences: differences.map(difference) } : {}) }],
  }));
  return deviationsOf(sampleRecords({ rules })[0]!);
}

const difference = (one: Partial<Difference>): Difference => ({ kind: 'loses', operation: 'PlantTree', ...one });
const rulesOf = (deviations: Deviation[]): string[][] => deviations.map(({ rules }) => rules);

test('what is lost in several answers is one deviation', () => {
  const lost = { kind: 'loses', place: 'Tree.Height' } as const;
  const [only, ...others] = explained(
    { rule: 'A', differences: [{ ...lost, view: 'answer', looked: ['answer'] }] },
    { rule: 'B', differences: [{ ...lost, operation: 'PruneTree', view: 'read', looked: ['read'] }] },
  );
  expect(only).toMatchObject({ key: 'loses:Tree.Height', rules: ['A', 'B'], operations: ['PlantTree', 'PruneTree'] });
  expect(others).toEqual([]);
});

test('a member inside one that is lost is lost with it', () => {
  const found = explained(
    { rule: 'A', differences: [{ place: 'Tree' }] },
    { rule: 'B', differences: [{ place: 'Tree.Height' }] },
  );
  expect(found.map(({ key }) => key)).toEqual(['loses:Tree@PlantTree']);
});

test('what one answer loses and another one shows is lost in the first', () => {
  const looked: Difference['looked'] = ['answer', 'read'];
  const found = explained({ rule: 'A', differences: [{ place: 'Tree.Height', view: 'read', looked }] });
  expect(found.map(({ key }) => key)).toEqual(['loses:Tree.Height@read']);
});

test('each of two differences in one finding is a deviation of its own', () => {
  const found = explained(
    { rule: 'A', differences: [{ place: 'Tree.Height' }, { kind: 'changes', place: 'Tree.Name' }] },
    { rule: 'B', differences: [{ kind: 'changes', place: 'Tree.Name' }] },
  );
  expect(found.map(({ key, rules }) => [key, rules])).toEqual([
    ['changes:Tree.Name@PlantTree', ['B']],
    ['loses:Tree.Height@PlantTree', ['A']],
  ]);
});

test('of a record without differences each rule is a deviation', () => {
  expect(rulesOf(explained({ rule: 'A' }, { rule: 'B' }))).toEqual([['A'], ['B']]);
});

describe('the order', () => {
  test('what breaks most comes first', () => {
    const found = explained(
      { rule: 'A', differences: [{ kind: 'header', about: 'ETag' }] },
      { rule: 'B', differences: [{ kind: 'form', about: 'XML' }] },
      { rule: 'C', differences: [{ kind: 'form', about: 'XML' }] },
    );
    expect(rulesOf(found)).toEqual([['B', 'C'], ['A']]);
  });

  test('what only warns comes last', () => {
    const found = explained(
      { rule: 'A', evidence: 'inferred', differences: [{ kind: 'form', about: 'XML' }] },
      { rule: 'B', evidence: 'inferred', differences: [{ kind: 'form', about: 'XML' }] },
      { rule: 'C', differences: [{ kind: 'header', about: 'ETag' }] },
    );
    expect(found.map(({ rules, warns }) => [rules, warns])).toEqual([
      [['C'], false],
      [['A', 'B'], true],
    ]);
  });
});

test('the smallest evidence is shown', () => {
  const short = [sampleStep()];
  const found = explained(
    { rule: 'A', steps: [sampleStep(), sampleStep()], differences: [{ place: 'Tree' }] },
    { rule: 'B', steps: short, differences: [{ place: 'Tree' }] },
  );
  expect(found[0]!.finding.rule).toBe('B');
});

test('a rule that could not be judged because of a finding is masked by its deviation', () => {
  const hindrance = { kind: 'step' as const, operation: 'PlantTree', outcome: '200', rules: ['A'] };
  const [record] = sampleRecords({
    rules: [
      { id: 'A', status: 'fail', findings: [{ differences: [difference({ place: 'Tree' })] }] },
      { id: 'B', status: 'skip', reason: 'there is no tree', hindrance },
    ],
  });
  expect(deviationsOf(record!)).toMatchObject([
    { key: 'loses:Tree@PlantTree', rules: ['A'], masked: [{ rule: 'B', why: 'there is no tree' }] },
  ]);
});
