import { describe, expect, test } from 'vitest';
import type { Remark } from './checks/check.ts';
import { type Report, reportText, type Violation, violationOf, violationText } from './report.ts';
import type { Turn } from './turn.ts';

const violation: Violation = {
  rule: 'Tree.Height.maximum',
  evidence: 'documented',
  demands: 'a tree is at most 120 high',
  request: 2,
  operation: 'PlantTree',
  place: 'Tree.Height',
  found: '121',
};
const textOf = (report: Partial<Report>): string =>
  reportText({ requests: 1, violations: [], open: [], left: [], ...report });

describe('a report', () => {
  test.each<[number, number, string]>([
    [0, 0, '0 requests, 0 violations'],
    [1, 1, '1 request, 1 violation'],
    [2, 2, '2 requests, 2 violations'],
  ])('of %i requests with %i violations ends with both numbers', (requests, count, text) => {
    const violations = Array.from({ length: count }, () => violation);
    expect(textOf({ requests, violations }).split('\n').at(-1)).toBe(text);
  });

  test('tells violations first, then what is open, then what is left', () => {
    const open = [
      { ...violation, rule: 'Tree.Age.open' },
      { ...violation, rule: 'Tree.Age.open' },
      { ...violation, rule: 'Tree.Soil.open' },
    ];
    expect(textOf({ violations: [violation], open, left: [{ resource: 'Tree', id: 'T1' }] }).split('\n')).toEqual([
      'request 2 PlantTree: Tree.Height.maximum: a tree is at most 120 high; found 121',
      '  at       Tree.Height',
      'open: Tree.Age.open (2 times)',
      'open: Tree.Soil.open',
      'left: Tree T1',
      '1 request, 1 violation',
    ]);
  });

  test('does not count as violations what is open', () => {
    expect(textOf({ open: [violation] })).toMatch(/1 request, 0 violations$/);
  });
});

describe('a violation', () => {
  test('of the whole conversation names no request', () => {
    const { operation: _, ...whole } = violation;
    expect(violationText({ ...whole, request: 0 })).toMatch(/^the conversation: Tree\.Height\.maximum/);
    expect(violationText({ ...whole, request: 1 })).toMatch(/^request 1: Tree/);
  });

  test('shows what would have been right, of a long text the beginning', () => {
    const line = (correct: string) =>
      violationText({ ...violation, correct })
        .split('\n')
        .at(-1)!;
    expect(line('x'.repeat(600))).toBe(`  correct  ${'x'.repeat(600)}`);
    expect(line('x'.repeat(601))).toBe(`  correct  ${'x'.repeat(599)}…`);
  });

  test('stands where the remark says, else at the member, else where the demand is about', () => {
    const demand = { id: 'Tree.grows', evidence: 'documented', demands: 'it grows', place: 'the body' };
    const placeOf = (more: Partial<Remark>) => violationOf({ demand, found: '1', ...more } as Remark).place;
    expect(placeOf({ place: 'the query', path: ['Tree'] })).toBe('the query');
    expect(placeOf({ path: ['Tree', 'Height'] })).toBe('Tree.Height');
    expect([placeOf({ path: [] }), placeOf({})]).toEqual(['the body', 'the body']);
  });

  test('has the number and the operation of its request, and 0 without one', () => {
    const demand = { id: 'Tree.grows', evidence: 'documented', demands: 'it grows', place: 'the body' };
    const remark = { demand, found: '1' } as Remark;
    const turn = { number: 3, parsed: { operation: 'PlantTree' } } as unknown as Turn;
    expect(violationOf(remark, turn)).toMatchObject({ request: 3, operation: 'PlantTree' });
    expect(violationOf(remark)).toMatchObject({ request: 0 });
    expect(violationOf(remark)).not.toHaveProperty('operation');
    expect(violationOf(remark, turn, '<Tree/>')).toMatchObject({ correct: '<Tree/>' });
  });
});
