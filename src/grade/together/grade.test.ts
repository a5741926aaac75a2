import { expect, test } from 'vitest';
import { exitCodeOf, missedOf, togetherFigures } from './figures.ts';
import { namingCurve, summaryOf, type TogetherGrade } from './grade.ts';
import { type GroupGrade, gradeGroup } from './group.ts';
import { togetherHtml } from './html.ts';
import { togetherMarkdown } from './markdown.ts';
import { account, heading, inspected } from './testing/accounts.ts';
import { togetherText } from './text.ts';
import type { Walk } from './walk.ts';

const faults = ['moss', 'mould'].map((name) => ({ name, about: `It grows <${name}>.` }));
const alone = new Map(faults.map(({ name }) => [name, account([name])]));
const whole = (...after: number[]): GroupGrade =>
  gradeGroup(
    faults,
    inspected([], [], { headings: faults.map(({ name }, index) => heading(name, { after: after[index]! })) }),
    alone,
  );
const half = gradeGroup(faults, inspected(['mould', 'weeds'], [], { unjudged: [{ rule: 'a', reason: '' }] }), alone);

const grade = (groups: GroupGrade[], walks: Walk[] = []): TogetherGrade => ({
  version: '1.0.0',
  date: '2026-01-01',
  seconds: 1,
  seed: 1,
  size: 2,
  groups,
  alone: [],
  walks,
  curve: namingCurve(groups),
  summary: summaryOf(groups, walks),
});

test('a grade in which every fault has its heading holds', () => {
  const good = grade([whole(3, 30), whole(50, 5)]);
  expect(missedOf(good)).toEqual([]);
  expect(exitCodeOf(good)).toBe(0);
  expect(good.summary).toMatchObject({ named: 4, causes: 4, headingsPerFault: 1, uncaused: 0, untilAll: 30 });
  expect(good.curve.at(-1)).toEqual({ requests: 50, share: 1 });
});

test('a fault without its heading, a heading without a cause and rules without a verdict are told', () => {
  const bad = grade([half]);
  expect(bad.summary).toMatchObject({ named: 1, causes: 2, headings: 2, uncaused: 1, unjudgedShare: 0.1 });
  expect(missedOf(bad).join('; ')).toMatch(/50.0 % of the faults.*10.0 % of the rules.*1 heading is/);
  expect(bad.summary).not.toHaveProperty('untilAll');
  expect(exitCodeOf(bad)).toBe(1);
});

test('no group at all proves nothing', () => {
  expect(exitCodeOf(grade([]))).toBe(1);
});

test('a repair walk that does not end with CONFORMS misses the goal', () => {
  const lost: Walk = { faults: ['moss'], steps: [{ key: 'weeds', sentence: 'Weeds.' }], runs: 1, ends: 'no-cause' };
  expect(missedOf(grade([whole(1, 1)], [lost]))).toEqual(['1 of 1 repair walks do not end with CONFORMS']);
});

test('every form of the report lists faults that are not named and findings without a fault', () => {
  const bad = grade([half]);
  for (const told of [togetherText(bad).join('\n'), togetherMarkdown(bad), togetherHtml(bad)]) {
    expect(told).toContain('moss');
    expect(told).toContain('weeds');
  }
  for (const page of [togetherMarkdown(bad), togetherHtml(bad)]) expect(page).not.toContain('<moss>');
  expect(togetherText(bad).at(-1)).toMatch(/have no verdict|caused by no fault/);
  expect(togetherFigures(bad).at(-1)).toMatch(/^DOES NOT HOLD: /);
});
