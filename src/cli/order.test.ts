import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { taskKey } from '../run/plan.ts';
import { driftOf, orderFor, readOrder } from './order.ts';
import { ownSuite } from './suite.ts';

const suite = ownSuite();
const order = readOrder();
const priceOf = (task: string): number => order.tasks.find((one) => one.task === task)!.requests;

describe('the order by price that ships', () => {
  test('fits the rules that there are', () => {
    expect(driftOf(order, suite)).toEqual([]);
  });

  property.prop([fc.nat(3_000)])('gives for a number of requests what they pay for, and nothing else', (best) => {
    const { tasks, only } = orderFor('loopback', best);
    expect(only).toBe(true);
    const spent = tasks.reduce((sum, task) => sum + priceOf(task), 0);
    expect(spent === 0 || spent + order.preflight <= best).toBe(true);
  });

  test('is what every run begins with, and on AWS the workflow waits for its phase', () => {
    const everywhere = orderFor('loopback').tasks;
    expect(everywhere).toEqual(order.tasks.map(({ task }) => task));
    expect(orderFor('aws')).toEqual({ tasks: everywhere.filter((task) => !task.startsWith('workflow ')) });
    expect(everywhere.some((task) => task.startsWith('workflow '))).toBe(true);
  });
});

describe('an order by price that is out of date', () => {
  test('is said to be so where it names what there is no more', () => {
    const old = { ...order, tasks: [{ task: 'edges gone', requests: 1, finds: 1 }, ...order.tasks] };
    expect(driftOf(old, suite)).toEqual([expect.stringContaining('it names edges gone, which there is no more')]);
  });

  test('is said to be so where there are other tasks than there were', () => {
    const known = suite.rules.active.flatMap(({ id, phases }) => phases.map((phase) => taskKey(id, phase))).length;
    expect(driftOf({ ...order, tasksKnown: 7 }, suite)).toEqual([
      expect.stringContaining(`it was made of 7 tasks, and there are ${known}`),
    ]);
  });
});
