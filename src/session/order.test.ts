import { describe, expect, test } from 'vitest';
import { readOrder } from '../formats/order.ts';
import { createReference } from '../reference/reference.ts';
import { taskKey } from '../run/plan.ts';
import { run } from '../run/run.ts';
import { handlerTarget } from '../targets/handler.ts';
import { driftOf, orderFor } from './order.ts';
import { ownSuite } from './suite.ts';

const suite = ownSuite();
const order = readOrder();

describe('the order by price that ships', () => {
  test('fits the rules that there are', () => {
    expect(driftOf(order, suite)).toEqual([]);
  });

  test('is all that there is for a number of requests, each task at its price', () => {
    const { tasks, limit } = orderFor('loopback', 300);
    expect(tasks).toEqual(order.tasks.map(({ task }) => task));
    expect(limit!.requests).toBe(300);
    expect(tasks.map((task) => limit!.price(task))).toEqual(order.tasks.map(({ requests }) => requests));
  });

  test('is what every run begins with, and on AWS the workflow waits for its phase', () => {
    const everywhere = orderFor('loopback').tasks;
    expect(everywhere).toEqual(order.tasks.map(({ task }) => task));
    expect(orderFor('aws')).toEqual({ tasks: everywhere.filter((task) => !task.startsWith('workflow ')) });
    expect(everywhere.some((task) => task.startsWith('workflow '))).toBe(true);
  });
});

describe('a run with so many requests', () => {
  test.each([30, 150, 400])('sends about %i before it deletes what it made', async (requests) => {
    const { contract, rules, version } = suite;
    const { handle } = createReference({ contract });
    const opened = await suite.open(handlerTarget(contract, handle, { sign: true }), { seed: 1, lanes: 1 });
    let sent = 0;
    for await (const event of run({
      ...{ contract, version, rules, seed: 1, runs: 1, concurrency: 1 },
      ...{ target: opened.target, names: opened.names, order: orderFor('loopback', requests) },
      reproduce: (rule) => rule,
    })) {
      if (event.type === 'progress') sent = event.requests;
    }
    // The probe, and the first rule to use a shared fixture, pay extra.
    expect(sent).toBeLessThanOrEqual(requests + 20);
    expect(sent).toBeGreaterThan(0.8 * requests);
  });
});

describe('an order by price that is out of date', () => {
  test('is said to be so where it names tasks that no longer exist', () => {
    const old = { ...order, tasks: [{ task: 'edges gone', requests: 1, finds: 1 }, ...order.tasks] };
    expect(driftOf(old, suite)).toEqual([expect.stringContaining('it names edges gone, which no longer exist')]);
  });

  test('is said to be so where there are other tasks than there were', () => {
    const known = suite.rules.active.flatMap(({ id, phases }) => phases.map((phase) => taskKey(id, phase))).length;
    expect(driftOf({ ...order, tasksKnown: 7 }, suite)).toEqual([
      expect.stringContaining(`it was made of 7 tasks, and there are ${known}`),
    ]);
  });
});
