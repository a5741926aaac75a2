import { describe, expect, test } from 'vitest';
import type { Contract } from '../core/contract.ts';
import type { ActiveRule } from '../core/rule.ts';
import type { Fault } from '../reference/faults/fault.ts';
import type { GradeTask } from './implementation.ts';
import { priceTasks } from './pricing.ts';
import type { Suite } from './suite.ts';
import { PREFLIGHT, type TaskTrial } from './task-trials.ts';
import type { Trial } from './trial.ts';

const info = (id: string) => ({ id, evidence: 'documented' as const, demands: '', citations: [], operations: [] });
const rule = (id: string, shares?: string): ActiveRule => ({
  kind: 'active',
  ...info(id),
  phases: ['edges'],
  needs: [],
  check: async () => {},
  ...(shares === undefined ? {} : { fixture: shares }),
});

const suite: Suite = {
  contract: {} as Contract,
  version: '1.2.3',
  rules: {
    answer: [{ kind: 'answer', ...info('answer.green'), judge: () => undefined }],
    active: [rule('cheap'), rule('dear'), rule('idle')],
  },
  open: () => expect.unreachable('what performs the tasks is invented'),
};

const fault = (name: string, breaks: string): Fault => ({ name, kind: 'written', breaks, about: '' });

const task = (id: string, requests: number, ...found: TaskTrial['found']): TaskTrial => ({
  task: id === PREFLIGHT ? id : `edges ${id}`,
  requests,
  shared: 0,
  found,
});

/** Performs tasks by a table of what each subject's tasks cost and find. */
function performing(table: Record<string, TaskTrial[]>) {
  const asked: GradeTask[] = [];
  const perform = async (one: GradeTask): Promise<Trial> => {
    asked.push(one);
    const name = one.subject === 'reference' ? 'reference' : Object.values(one.subject)[0]!;
    return { sightings: [], skipped: [], requests: 0, ms: 0, tasks: table[name] ?? [] };
  };
  return { asked, perform };
}

const reference = [task(PREFLIGHT, 12), task('dear', 50), task('cheap', 2), task('idle', 1)];

describe('tasks', () => {
  test('are priced by what they cost where all is well, and ordered by what they find of the faults', async () => {
    const { perform } = performing({
      reference,
      moss: [task('dear', 4, ['dear', 4])],
      rot: [task('cheap', 2, ['cheap', 1])],
      soil: [task('idle', 1, ['dear', 1])],
    });
    const faults = [fault('moss', 'dear'), fault('rot', 'cheap'), fault('soil', 'cheap')];
    expect(await priceTasks(suite, faults, perform)).toEqual([
      { task: 'edges cheap', requests: 2, finds: 1 },
      { task: 'edges dear', requests: 50, finds: 1 },
    ]);
  });

  test('are judged on a fault by its own rules, and by all where a rule on answers is among them', async () => {
    const { asked, perform } = performing({ reference });
    await priceTasks(suite, [fault('moss', 'dear'), fault('green', '{dear,answer.*}')], perform);
    const rulesFor = (name: string) =>
      asked.find(({ subject }) => subject !== 'reference' && 'fault' in subject && subject.fault === name)!.options
        .rules;
    expect(rulesFor('moss')).toBe('dear');
    expect(rulesFor('green')).toBeUndefined();
    for (const { options } of asked) expect(options).toMatchObject({ lanes: 1, tasks: true });
  });

  test('that share what they look at keep their order, however little the second costs', async () => {
    const sharing = { ...suite, rules: { ...suite.rules, active: [rule('dear', 'trees'), rule('cheap', 'trees')] } };
    const { perform } = performing({
      reference,
      moss: [task('dear', 4, ['dear', 4])],
      rot: [task('cheap', 2, ['cheap', 1])],
    });
    const tasks = await priceTasks(sharing, [fault('moss', 'dear'), fault('rot', 'cheap')], perform);
    expect(tasks.map((one) => one.task)).toEqual(['edges dear', 'edges cheap']);
  });
});
