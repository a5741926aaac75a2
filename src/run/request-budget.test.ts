import { fc, test as property } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import type { ActiveRule } from '../core/rule.ts';
import type { Task } from './plan.ts';
import { createRequestBudget } from './request-budget.ts';

const taskOf = (id: string, shares?: string): Task => ({
  rule: { kind: 'active', id, ...(shares === undefined ? {} : { fixture: shares }) } as ActiveRule,
  phase: 'edges',
});

/** A request budget of so many requests, and the price of each task. */
const budget = (requests: number, prices: Record<string, number>, sent = () => 0) =>
  createRequestBudget({ requests, price: (task) => prices[task.slice('edges '.length)]! }, sent);

property.prop([fc.array(fc.integer({ min: 1, max: 50 })), fc.nat(200)])(
  'what is paid for is never more than there is, and nothing that could be paid for is left out',
  (costs, requests) => {
    const pays = budget(requests, Object.fromEntries(costs.map((cost, index) => [`t${index}`, cost])));
    let left = requests;
    for (const [index, cost] of costs.entries()) {
      const paid = pays(taskOf(`t${index}`));
      expect(paid).toBe(cost <= left);
      if (paid) left -= cost;
    }
  },
);

test('what was sent counts, where it is more than the price', () => {
  let sent = 0;
  const pays = budget(10, { a: 1, b: 3 }, () => sent);
  expect(pays(taskOf('a'))).toBe(true);
  sent = 8;
  expect(pays(taskOf('b'))).toBe(false);
});

test('what looks at the same thing as a task that is too dear is left out too, though by itself it costs nothing', () => {
  const pays = budget(10, { dear: 20, free: 0, other: 0 });
  expect(['dear', 'free'].map((id) => pays(taskOf(id, 'workflow')))).toEqual([false, false]);
  expect(pays(taskOf('other'))).toBe(true);
});

test('without a limit everything is paid for', () => {
  expect(createRequestBudget(undefined, () => 1_000_000)(taskOf('a'))).toBe(true);
});
