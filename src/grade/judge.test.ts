import { describe, expect, test } from 'vitest';
import type { Contract } from '../core/contract.ts';
import type { ActiveRule } from '../core/rule.ts';
import type { Fault } from '../reference/faults/fault.ts';
import { exitCodeOf } from './grade.ts';
import type { GradeTask } from './implementation.ts';
import { type GradeOptions, type GradeProgress, grade } from './judge.ts';
import type { Suite } from './suite.ts';
import { sighting } from './testing/sample-grade.ts';
import type { Sighting, Trial } from './trial.ts';

const rule = (id: string): ActiveRule => ({
  kind: 'active',
  id,
  evidence: 'documented',
  demands: '',
  citations: [],
  operations: [],
  phases: ['edges'],
  needs: [],
  check: async () => {},
});

const suiteOf = (...ids: string[]): Suite => ({
  contract: {} as Contract,
  version: '1.2.3',
  rules: { answer: [], active: ids.map(rule) },
  open: () => expect.unreachable('what performs the tasks is invented'),
});

const fault = (name: string, breaks = `rule.${name}`): Fault => ({ name, kind: 'written', breaks, about: '' });

const nameOf = ({ subject }: GradeTask): string => (subject === 'reference' ? subject : Object.values(subject)[0]!);

/** Performs tasks by a table of what is seen of each subject. */
const seeing =
  (table: Record<string, Sighting[]>): GradeOptions['perform'] =>
  async (task): Promise<Trial> => ({ sightings: table[nameOf(task)] ?? [], skipped: [], requests: 9, ms: 1 });

const graded = (table: Record<string, Sighting[]>, part: Partial<GradeOptions> = {}, ids = ['rule.moss']) =>
  grade(suiteOf(...ids), {
    faults: [fault('moss')],
    variants: [{ name: 'pruned', about: '' }],
    seeds: 2,
    order: [],
    perform: seeing(table),
    ...part,
  });

const moss = [sighting('rule.moss', 7)];

describe('a grade', () => {
  test('holds where each fault is found by a rule of its cause, each rule finds one, and nothing else is said', async () => {
    const result = await graded({ moss });
    expect(result.summary).toMatchObject({ found: 1, falseAlarms: 0, idle: [], conforming: 4 });
    expect(result.curve).toEqual([{ requests: 7, share: 1 }]);
    expect(exitCodeOf(result)).toBe(0);
  });

  test.each([
    ['a fault that nothing finds', graded({ moss: [] }), { survivors: ['moss'] }],
    ['a fault that only a wrong rule finds', graded({ moss: [sighting('rule.soil', 3)] }), { misnamed: ['moss'] }],
    ['a rule that finds no fault', graded({ moss }, {}, ['rule.moss', 'rule.idle']), { idle: ['rule.idle'] }],
    ['an alarm on a variant, with each seed', graded({ moss, pruned: moss }), { falseAlarms: 2 }],
    ['an alarm on the reference', graded({ moss, reference: moss }), { falseAlarms: 2 }],
  ])('fails for %s', async (_, result, summary) => {
    expect((await result).summary).toMatchObject(summary);
    expect(exitCodeOf(await result)).toBe(1);
  });

  test('judges alone a rule that found nothing because another was quicker', async () => {
    const tasks: GradeTask[] = [];
    const perform: GradeOptions['perform'] = async (task) => {
      tasks.push(task);
      return seeing({ moss: task.options.rules === 'rule.green' ? [sighting('rule.green', 2)] : moss })(task);
    };
    const faults = [fault('moss', 'rule.{moss,green}')];
    const options = { faults, perform, alone: true, seeds: 0 };
    const result = await graded({}, options, ['rule.moss', 'rule.green']);
    expect(result.rules).toEqual([
      { rule: 'rule.moss', found: ['moss'] },
      { rule: 'rule.green', found: ['moss'], alone: true },
    ]);
    expect(tasks.map(({ options: { until, rules } }) => [until, rules])).toEqual([
      ['rule.{moss,green}', undefined],
      ['rule.green', 'rule.green'],
    ]);
    expect((await graded({}, { ...options, alone: false }, ['rule.moss', 'rule.green'])).summary.idle).toEqual([
      'rule.green',
    ]);
  });

  test('ends a fault at its first right finding, unless the matrix is to be full', async () => {
    const until: unknown[] = [];
    const perform: GradeOptions['perform'] = (task) => {
      until.push(task.options.until);
      return seeing({ moss })(task);
    };
    await graded({}, { perform, seeds: 0 });
    await graded({}, { perform, seeds: 0, full: true });
    expect(until).toEqual(['rule.moss', undefined]);
  });

  test('tells what is left out', async () => {
    const leftOut = [{ name: 'shade', reason: 'It is dark.' }];
    expect((await graded({ moss }, { leftOut, seeds: 0 })).leftOut).toEqual(leftOut);
  });

  test('gives a fault that the full matrix misses the random cases too', async () => {
    const perform: GradeOptions['perform'] = (task) => seeing({ moss: task.options.phases ? [] : moss })(task);
    expect(exitCodeOf(await graded({}, { perform, full: true }))).toBe(0);
  });

  test('judges what conforms with each seed, and nothing where there is none', async () => {
    const asked: [string, number][] = [];
    const perform: GradeOptions['perform'] = (task) => {
      asked.push([nameOf(task), task.options.seed]);
      return seeing({})(task);
    };
    await graded({}, { perform, faults: [] });
    expect(asked).toEqual([
      ['reference', 1],
      ['reference', 2],
      ['pruned', 1],
      ['pruned', 2],
    ]);
    expect((await graded({}, { perform, faults: [], seeds: 0 })).variants).toEqual([]);
  });

  test('tells how far it is, and is at the end when all is done', async () => {
    const told: GradeProgress[] = [];
    await graded({ moss, pruned: moss }, { progress: (done) => told.push({ ...done }) });
    expect(told.map(({ done }) => done)).toEqual([1, 2, 3, 4, 5]);
    expect(told.at(-1)).toEqual({ done: 5, total: 5, judged: 1, found: 1, alarms: 2 });
  });
});
