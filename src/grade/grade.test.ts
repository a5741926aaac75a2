import { describe, expect, test } from 'vitest';
import type { Fault } from '../reference/faults/fault.ts';
import { exitCodeOf, failuresOf, gradeFault, gradeVariant, rulesGraded } from './grade.ts';
import { badGrade, goodGrade, gradeOf, sighting, variantGrade } from './testing/sample-grade.ts';
import type { Trial } from './trial.ts';

const trial = (part: Partial<Trial> = {}): Trial => ({ sightings: [], skipped: [], requests: 100, ms: 1, ...part });

const fault = (breaks: string): Fault => ({ name: 'moss', kind: 'written', breaks, about: 'It grows.' });

describe('a fault', () => {
  test('is found by the first rule that names its cause, whatever was seen before', () => {
    const sightings = [sighting('rule.soil', 3), sighting('rule.moss', 7), sighting('rule.green', 9)];
    const grade = gradeFault(fault('rule.{moss,green}'), trial({ sightings }));
    expect(grade.found).toEqual(sightings[1]);
    expect(grade.seen).toEqual([
      { rule: 'rule.soil', after: 3, right: false },
      { rule: 'rule.moss', after: 7, right: true },
      { rule: 'rule.green', after: 9, right: true },
    ]);
  });

  test('that only other rules see is misnamed, one that nobody sees a survivor', () => {
    const seen = gradeFault(fault('rule.moss'), trial({ sightings: [sighting('rule.soil', 3)] }));
    const unseen = gradeFault(fault('rule.moss'), trial());
    const { summary } = gradeOf([seen, { ...unseen, name: 'rot' }], [], []);
    expect(summary).toMatchObject({ found: 0, killRate: 0, misnamed: ['moss'], survivors: ['rot'] });
  });

  test('counts for the rules that name its cause, and for no other', () => {
    const sightings = [sighting('rule.soil', 3), sighting('rule.moss', 7)];
    const graded = gradeFault(fault('rule.moss'), trial({ sightings }));
    const info = (id: string) => ({ id, evidence: 'documented' as const, demands: '', citations: [], operations: [] });
    expect(rulesGraded([info('rule.soil'), info('rule.moss')], [graded])).toEqual([
      { rule: 'rule.soil', found: [] },
      { rule: 'rule.moss', found: ['moss'] },
    ]);
  });
});

describe('a variant', () => {
  const pruned = { name: 'pruned', about: 'It is short.' };

  test('raises an alarm by any finding that may fail a target, with the seed; what is inferred warns', () => {
    const grade = gradeVariant(pruned, [
      { seed: 1, trial: trial({ sightings: [sighting('rule.taste', 2, { evidence: 'inferred' })] }) },
      { seed: 2, trial: trial({ sightings: [sighting('rule.moss', 2, { evidence: 'recorded' })] }) },
    ]);
    expect(grade.alarms).toEqual([{ rule: 'rule.moss', seed: 2, what: 'PlantTree: expected a tree, got a weed' }]);
    expect(grade.warnings).toEqual(['rule.taste']);
    expect(grade.requests).toBe(200);
  });

  test('that could not be judged to the end raises an alarm', () => {
    const { alarms } = gradeVariant(pruned, [{ seed: 4, trial: trial({ error: 'it hung' }) }]);
    expect(alarms).toEqual([{ rule: '', seed: 4, what: 'it hung' }]);
  });

  test('is not judged by a rule where no seed lets it', () => {
    const skipped = (...rules: string[]) => trial({ skipped: rules.map((rule) => ({ rule, reason: 'far' })) });
    const { unjudged } = gradeVariant(pruned, [
      { seed: 1, trial: skipped('rule.far', 'rule.now-and-then') },
      { seed: 2, trial: skipped('rule.far') },
    ]);
    expect(unjudged).toEqual(['rule.far']);
  });
});

describe('a grade', () => {
  test('names a rule without a fault, a survivor, a misnamed fault and an alarm', () => {
    const { summary } = badGrade();
    expect(failuresOf(summary)).toEqual([
      'survivor, stopped are found by no rule',
      'misnamed is found by wrong rules only',
      'rule.idle finds no fault',
      '1 false alarm',
    ]);
  });

  test.each([
    ['a survivor', { survivors: ['moss'] }],
    ['a misnamed fault', { misnamed: ['moss'] }],
    ['a rule without a fault', { idle: ['rule.moss'] }],
    ['an alarm', { falseAlarms: 1 }],
  ])('ends with 1 for %s alone, and with 0 without', (_, part) => {
    const { summary } = goodGrade();
    expect(exitCodeOf({ summary })).toBe(0);
    expect(exitCodeOf({ summary: { ...summary, ...part } })).toBe(1);
  });

  test('counts requests over what was found, and runs over all seeds', () => {
    const { summary } = goodGrade();
    expect(summary).toMatchObject({ median: 7, p90: 500, best: { requests: 300, share: 0.5 }, conforming: 40 });
    expect(gradeOf([], [variantGrade('a', { alarms: [{ rule: 'r', seed: 1, what: '' }] })], []).summary).toMatchObject({
      killRate: 1,
      falseAlarms: 1,
    });
  });
});
