import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { foundBy, orderByPrice, type Priced } from './order.ts';
import { PREFLIGHT, type TaskTrial } from './task-trials.ts';

/** Tasks of so many requests each, called t0, t1 and so on. */
const tasksOf = (costs: number[]): TaskTrial[] =>
  costs.map((requests, index) => ({ task: `t${index}`, requests, shared: 0, found: [] }));

/** Faults, each with the tasks that find it with their last request. */
const faultsOf = (finders: number[][], costs: number[]) =>
  finders.map((tasks, index) => ({
    fault: `f${index}`,
    after: new Map(tasks.map((task) => [`t${task % costs.length}`, costs[task % costs.length]!])),
  }));

const alone = (): undefined => undefined;

/** A few tasks, and a few faults that each some of them find. */
const small = fc.record({
  costs: fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 5 }),
  finders: fc.array(fc.uniqueArray(fc.nat(4), { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 8 }),
});

/** Requests to the first finding, summed over all faults, where tasks come in this order. */
function costOf(order: string[], tasks: TaskTrial[], faults: ReturnType<typeof faultsOf>): number {
  const ends = new Map<string, number>();
  let spent = 0;
  for (const task of order) ends.set(task, (spent += tasks.find((one) => one.task === task)!.requests));
  const costs = faults.map(({ after }) => Math.min(...[...after.keys()].map((task) => ends.get(task) ?? Infinity)));
  return costs.reduce((sum, cost) => sum + cost, 0);
}

function* permutations<T>(items: T[]): Generator<T[]> {
  if (items.length === 0) yield [];
  for (const [index, item] of items.entries())
    for (const rest of permutations(items.toSpliced(index, 1))) yield [item, ...rest];
}

const namesOf = (order: Priced[]): string[] => order.map(({ task }) => task);

describe('the order by price', () => {
  property.prop([small])('is never worse than four times the best of all orders', ({ costs, finders }) => {
    const [tasks, faults] = [tasksOf(costs), faultsOf(finders, costs)];
    const all = tasks.map(({ task }) => task);
    const best = Math.min(...[...permutations(all)].map((order) => costOf(order, tasks, faults)));
    expect(costOf(namesOf(orderByPrice(tasks, faults, alone)), tasks, faults)).toBeLessThanOrEqual(4 * best);
  });

  property.prop([small])('finds every fault that a task finds, each once, with no task twice', ({ costs, finders }) => {
    const faults = faultsOf(finders, costs);
    const order = orderByPrice(tasksOf(costs), faults, alone);
    expect(new Set(namesOf(order)).size).toBe(order.length);
    expect(order.reduce((sum, { finds }) => sum + finds, 0)).toBe(faults.length);
    for (const { after } of faults) expect(namesOf(order).some((task) => after.has(task))).toBe(true);
    for (const { finds } of order) expect(finds).toBeGreaterThan(0);
  });

  test('leaves out a task that finds nothing new, and has the next of its group pay for it', () => {
    const order = orderByPrice(tasksOf([2, 3, 4]), faultsOf([[0], [2]], [2, 3, 4]), () => 'group');
    expect(order).toEqual([
      { task: 't0', requests: 2, finds: 1 },
      { task: 't2', requests: 7, finds: 1 },
    ]);
  });

  property.prop([small, fc.array(fc.nat(1), { minLength: 5, maxLength: 5 })])(
    'keeps the order of tasks that share what they look at',
    ({ costs, finders }, groups) => {
      const groupOf = (task: string): string => `g${groups[Number(task.slice(1))]}`;
      const order = namesOf(orderByPrice(tasksOf(costs), faultsOf(finders, costs), groupOf));
      for (const group of ['g0', 'g1']) {
        const own = order.filter((task) => groupOf(task) === group);
        expect(own).toEqual(own.toSorted());
      }
    },
  );

  test('begins with what finds most for its price', () => {
    const faults = faultsOf([[0], [0], [0], [1], [2]], [30, 5, 50]);
    expect(orderByPrice(tasksOf([30, 5, 50]), faults, alone)).toEqual([
      { task: 't1', requests: 5, finds: 1 },
      { task: 't0', requests: 30, finds: 3 },
      { task: 't2', requests: 50, finds: 1 },
    ]);
  });

  test('has nothing to find for a task what the preflight finds already', () => {
    const faults = [
      {
        fault: 'f',
        after: new Map([
          ['t0', 5],
          [PREFLIGHT, 1],
        ]),
      },
    ];
    expect(orderByPrice(tasksOf([5]), faults, alone)).toEqual([]);
  });

  test('has what is shared paid by the first that shares it', () => {
    const tasks = tasksOf([2, 3]).map((task, index) => ({ ...task, shared: index === 0 ? 10 : 0 }));
    expect(orderByPrice(tasks, faultsOf([[0], [1]], [2, 3]), () => 'group')).toEqual([
      { task: 't0', requests: 12, finds: 1 },
      { task: 't1', requests: 3, finds: 1 },
    ]);
  });
});

test('a fault is found by a task where a rule of its cause is, with the first of them', () => {
  const tasks: TaskTrial[] = [
    {
      task: 't0',
      requests: 9,
      shared: 0,
      found: [
        ['other', 1],
        ['right', 7],
        ['right too', 4],
      ],
    },
    { task: 't1', requests: 9, shared: 0, found: [['other', 1]] },
  ];
  const { after } = foundBy('f', tasks, (rule) => rule.startsWith('right'));
  expect([...after]).toEqual([['t0', 4]]);
});
