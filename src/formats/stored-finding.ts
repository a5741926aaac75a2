import type { Finding } from '../core/event.ts';
import { UsageError } from '../core/usage.ts';
import { formatOf, parsed } from './format.ts';
import { readText } from './read-text.ts';
import { finding, object, oneOf, text } from './shapes.ts';

/** A finding as it is kept for the next run. */
export interface StoredFinding {
  format: 1;
  target: string;
  finding: Finding;
}

const MOST_BYTES = 16 * 1024 * 1024;

const STORED = formatOf<StoredFinding>(object({ format: oneOf(1), target: text(10_000), finding }));

/** Reads a stored finding. Throws a UsageError of one line where it is damaged or of another version. */
export function readStoredFinding(file: string): StoredFinding {
  const value = parsed(readText(file, MOST_BYTES, 'delete it'));
  const problem = value === undefined ? 'it is not JSON' : STORED.problem(value);
  if (problem !== undefined) throw new UsageError(`${file} is no stored finding (${problem}); delete it`);
  return value as StoredFinding;
}
