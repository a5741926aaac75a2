import { parse } from 'yaml';
import type { KnownDeviation } from '../core/known.ts';
import { UsageError } from '../core/usage.ts';
import { formatOf } from './format.ts';
import { readText } from './read-text.ts';
import { glob, list } from './shapes.ts';

const MOST_BYTES = 4 * 1024 * 1024;
const MOST_ENTRIES = 10_000;

const KNOWN = formatOf<KnownDeviation[]>(
  list(
    {
      type: 'object',
      required: ['rule', 'reason'],
      additionalProperties: false,
      properties: {
        rule: glob,
        reason: { type: 'string', minLength: 1 },
        expires: { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$' },
        link: { type: 'string', pattern: '^https?://' },
      },
    },
    MOST_ENTRIES,
  ),
);

/** Reads a list of known deviations, YAML or JSON. Throws a UsageError of one line. */
export function readKnownList(file: string): KnownDeviation[] {
  const text = readText(file, MOST_BYTES, 'give a YAML or JSON file');
  let value: unknown;
  try {
    // Without its own types, so that a day stays the text that it is.
    value = parse(text, { schema: 'core', maxAliasCount: 100, logLevel: 'error' }) ?? [];
  } catch (error) {
    throw new UsageError(
      `${file} can't be read (${(error as Error).message.split('\n')[0]}); give a YAML or JSON file`,
    );
  }
  const problem = KNOWN.problem(value);
  if (problem !== undefined)
    throw new UsageError(`${file}: ${problem}; an entry has a rule and a reason, and may have expires and link`);
  const odd = (value as KnownDeviation[]).find(({ expires }) => expires !== undefined && !isDay(expires));
  if (odd) throw new UsageError(`${file}: ${odd.expires} is no day; give expires as YYYY-MM-DD`);
  return value as KnownDeviation[];
}

/** Whether a text such as `2031-02-28` is a day of the calendar. */
function isDay(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}
