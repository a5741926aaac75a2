import { UsageError } from '../core/usage.ts';
import { formatOf, parsed } from './format.ts';
import { readText } from './read-text.ts';
import { list, object, oneOf, text } from './shapes.ts';

/** The operations that a run found implemented on a target. */
export interface StoredOperations {
  format: 1;
  target: string;
  implemented: string[];
}

const MOST_BYTES = 1024 * 1024;

const STORED = formatOf<StoredOperations>(
  object({ format: oneOf(1), target: text(10_000), implemented: list(text(200), 1_000) }),
);

/** Reads what a run kept of a target's operations. Throws a UsageError of one line where it is damaged. */
export function readOperations(file: string): StoredOperations {
  const value = parsed(readText(file, MOST_BYTES, 'delete it'));
  const problem = value === undefined ? 'it is not JSON' : STORED.problem(value);
  if (problem !== undefined) throw new UsageError(`${file} is damaged (${problem}); delete it`);
  return value as StoredOperations;
}
