import { expect, test } from 'vitest';
import type { ActiveRule, Phase } from '../core/rule.ts';
import { planOf, type Task } from './plan.ts';
import { activeRule } from './testing/scripted-run.ts';

const rule = (id: string, phases: Phase[]): ActiveRule => activeRule(id, async () => {}, { phases });
const keys = (tasks: Task[]): string[] => tasks.map(({ rule: { id }, phase }) => `${phase} ${id}`);
const rules = [rule('a', ['edges', 'random']), rule('b', ['edges']), rule('c', ['random'])];

test('without an order the phases come one after the other, in each all of its rules', () => {
  const { stages, left } = planOf(rules, ['edges', 'random']);
  expect(stages.map(keys)).toEqual([
    ['edges a', 'edges b'],
    ['random a', 'random c'],
  ]);
  expect(left).toEqual([]);
});

test('tasks that an order names come first, in its order, whatever their phases; the rest follows', () => {
  const { stages, left } = planOf(rules, ['edges', 'random'], { tasks: ['random c', 'edges b', 'edges unknown'] });
  expect(stages.map(keys)).toEqual([['random c', 'edges b'], ['edges a'], ['random a']]);
  expect(left).toEqual([]);
});

test('with a limit there are no others, and what is left out is told', () => {
  const { stages, left } = planOf(rules, ['edges', 'random'], {
    tasks: ['edges b'],
    limit: { requests: 9, price: () => 1 },
  });
  expect(stages.map(keys)).toEqual([['edges b']]);
  expect(keys(left)).toEqual(['edges a', 'random a', 'random c']);
});

test('a phase that was not asked for is in no stage', () => {
  expect(planOf(rules, ['random']).stages.map(keys)).toEqual([['random a', 'random c']]);
});

test('a stage without a task is left out', () => {
  expect(planOf([], ['edges']).stages).toEqual([]);
});
