import { readFileSync } from 'node:fs';
import { UsageError } from '../core/usage.ts';
import { formatOf, parsed } from './format.ts';
import { count, list, object, text } from './shapes.ts';

/** Where the order by price lies. `grade --write-order` makes it. */
export const ORDER_FILE = new URL('../../fixtures/order.json', import.meta.url);

/** The order by price, as it was made. */
export interface OrderFile {
  note: string;
  /** Number of the tasks that there were when it was made. */
  tasksKnown: number;
  /** `finds`: faults that none before finds. */
  tasks: { task: string; requests: number; finds: number }[];
}

const ORDER = formatOf<OrderFile>(
  object({
    note: text(10_000),
    tasksKnown: count,
    tasks: list(object({ task: text(1_000), requests: { type: 'number', minimum: 0 } }), 100_000),
  }),
);

/** Reads the order by price, by default the one that ships with the package. Throws a UsageError. */
export function readOrder(file: URL = ORDER_FILE): OrderFile {
  const value = parsed(readFileSync(file, 'utf8'));
  const problem = ORDER.problem(value);
  if (problem !== undefined)
    throw new UsageError(`${file.pathname}: ${problem}; make it anew with cloudfront-conformance grade --write-order`);
  return value as OrderFile;
}
