import { existsSync } from 'node:fs';
import type { Finding } from '../core/event.ts';
import { UsageError } from '../core/usage.ts';
import { formatOf, parsed } from './format.ts';
import { readText } from './read-text.ts';
import { finding, list, object, oneOf, text } from './shapes.ts';

/** The findings of the last run in a folder, in the order in which they were shown. */
export interface LastRun {
  format: 1;
  findings: { endpoint?: string; finding: Finding }[];
  /** How many deviations a list of known ones kept out of the findings. */
  known?: number;
}

const MOST_BYTES = 64 * 1024 * 1024;

const LAST = formatOf<LastRun>(
  object({
    format: oneOf(1),
    findings: list(object({ 'endpoint?': text(10_000), finding }), 10_000),
    'known?': { type: 'integer', minimum: 0 },
  }),
);

/** Reads what the last run kept. Throws a UsageError of one line where there is none or it is damaged. */
export function readLastRun(file: string): LastRun {
  if (!existsSync(file)) throw new UsageError('there was no run in this folder yet, so findings have no numbers here');
  const value = parsed(readText(file, MOST_BYTES, 'run again in this folder, or give a token'));
  const problem = value === undefined ? 'it is not JSON' : LAST.problem(value);
  if (problem !== undefined) throw new UsageError(`${file} is damaged (${problem}); delete it and run again`);
  return value as LastRun;
}
