import { writeFileSync } from 'node:fs';
import { prettyJson } from '../core/pretty-json.ts';
import type { ActiveRule } from '../core/rule.ts';
import { ORDER_FILE, type OrderFile, readOrder } from '../formats/order.ts';
import type { Priced } from '../grade/order.ts';
import type { Suite } from '../grade/suite.ts';
import type { Reach } from '../reach/reach.ts';
import { type Order, taskKey } from '../run/plan.ts';

/**
 * What a run on such a target begins with. `best`: there are to be so many requests, and nothing else. On AWS the
 * tasks of the workflow wait for their phase: there they cost minutes, not requests.
 */
export function orderFor(reach: Reach, best?: number): Order {
  const { tasks } = readOrder();
  const keys = tasks.map(({ task }) => task);
  if (best !== undefined) {
    const prices = new Map(tasks.map(({ task, requests }) => [task, requests]));
    return { tasks: keys, limit: { requests: best, price: (task) => prices.get(task) ?? 0 } };
  }
  return { tasks: keys.filter((task) => reach !== 'aws' || !task.startsWith('workflow ')) };
}

/** Writes a new order, with the measurements behind it. */
export function writeOrder(tasks: Priced[], { rules }: Suite): void {
  const file: OrderFile = { note: NOTE, tasksKnown: keysOf(rules.active).length, tasks };
  writeFileSync(ORDER_FILE, `${prettyJson(file)}\n`);
}

const NOTE =
  'The order of tasks by price: requests on a target that conforms, and faults that none before finds. Made by: cloudfront-conformance grade --write-order';

/** What has changed since the order was made, as sentences; none where it still fits. */
export function driftOf({ tasks, tasksKnown }: OrderFile, { rules }: Suite): string[] {
  const present = new Set(keysOf(rules.active));
  const gone = tasks.filter(({ task }) => !present.has(task)).map(({ task }) => task);
  const stale = [
    ...(gone.length > 0 ? [`it names ${gone.join(', ')}, which no longer exist`] : []),
    ...(present.size === tasksKnown ? [] : [`it was made of ${tasksKnown} tasks, and there are ${present.size}`]),
  ];
  return stale.map((what) => `the order of tasks is out of date: ${what}; rewrite it with grade --write-order`);
}

const keysOf = (active: readonly ActiveRule[]): string[] =>
  active.flatMap(({ id, phases }) => phases.map((phase) => taskKey(id, phase)));
