import { LineCounter, parseDocument } from 'yaml';
import { didYouMean } from '../core/closest.ts';
import type { KnownDeviation } from '../core/known.ts';
import { UsageError } from '../core/usage.ts';
import { formatOf } from './format.ts';
import { lineOf } from './place.ts';
import { readText } from './read-text.ts';
import { glob, key, list } from './shapes.ts';

const MOST_BYTES = 4 * 1024 * 1024;
const MOST_ENTRIES = 10_000;

const ENTRY = {
  type: 'object',
  required: ['reason'],
  additionalProperties: false,
  properties: {
    deviation: key,
    rule: glob,
    reason: { type: 'string', minLength: 1 },
    expires: { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$' },
    link: { type: 'string', pattern: '^https?://' },
  },
};

const KNOWN = formatOf<KnownDeviation[]>(list(ENTRY, MOST_ENTRIES));

/**
 * Reads a list of known deviations, YAML or JSON. `check`: what is wrong with an entry that has the right form. Throws a
 * UsageError of one line, with the line of the mistake.
 */
export function readKnownList(
  file: string,
  check: (entry: KnownDeviation) => string | undefined = () => undefined,
): KnownDeviation[] {
  const text = readText(file, MOST_BYTES, 'give a YAML or JSON file');
  if (text.trim() === '') throw new UsageError(`${file} is empty; write [] if no deviation is known`);
  const value = parsedList(text, file);
  const wrong = mistakeIn(value) ?? mistakenEntry(value as KnownDeviation[], check);
  if (wrong) throw new UsageError(`${file}:${lineOf(text, wrong.path)}: ${wrong.text}`);
  return value as KnownDeviation[];
}

function mistakenEntry(
  entries: readonly KnownDeviation[],
  check: (entry: KnownDeviation) => string | undefined,
): Mistake | undefined {
  for (const [index, entry] of entries.entries()) {
    const text = check(entry);
    if (text !== undefined) return { path: [String(index)], text };
  }
  return undefined;
}

function parsedList(text: string, file: string): unknown {
  const lineCounter = new LineCounter();
  // Without YAML's own types, so that a day stays the text that it is.
  const document = parseDocument(text, { schema: 'core', lineCounter, logLevel: 'silent' });
  const [error] = document.errors;
  if (error) {
    const { line = 1, col = 1 } = error.linePos?.[0] ?? {};
    const why = error.message.split('\n')[0]!.replace(/ at line \d.*$/, '');
    throw new UsageError(`${file}:${line}:${col} is neither YAML nor JSON: ${why}`);
  }
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    throw new UsageError(`${file} can't be read: ${(error as Error).message.split('\n')[0]}`);
  }
  return value ?? [];
}

const WANTED = 'a list of entries, each with a deviation or a rule and a reason';

const MEMBERS = Object.keys(ENTRY.properties);

interface Mistake {
  path: string[];
  text: string;
}

/** The first mistake in a list, and where it is. */
function mistakeIn(value: unknown): Mistake | undefined {
  const wrong = KNOWN.departure(value);
  if (!wrong) {
    const entries = value as KnownDeviation[];
    const bare = entries.findIndex(({ deviation, rule }) => deviation === undefined && rule === undefined);
    if (bare >= 0) return { path: [String(bare)], text: 'the entry lacks a deviation or a rule' };
    const odd = entries.findIndex(({ expires }) => expires !== undefined && !isDay(expires));
    if (odd < 0) return undefined;
    return {
      path: [String(odd), 'expires'],
      text: `expires is ${entries[odd]!.expires}, which is not a day of the calendar`,
    };
  }
  const { path, message } = wrong;
  if (path.length === 0) {
    const isLong = Array.isArray(value);
    const text = isLong ? `the list has more than ${MOST_ENTRIES} entries` : `the file must hold ${WANTED}`;
    return { path, text };
  }
  const [index = '0', member] = path;
  const entry: unknown = Array.isArray(value) ? value[Number(index)] : undefined;
  const unknown = Object.keys(entry ?? {}).find((name) => !MEMBERS.includes(name));
  if (member === undefined && typeof entry === 'object' && unknown !== undefined)
    return {
      path: [index, unknown],
      text: `an entry has no ${unknown.slice(0, 40)}${didYouMean(unknown, MEMBERS) || `; it has ${MEMBERS.join(', ')}`}`,
    };
  if (wrong.missing !== undefined) return { path, text: `the entry lacks a ${wrong.missing}` };
  return { path, text: `${member ?? 'an entry'} ${NEEDS[member ?? ''] ?? message}` };
}

/** What a member of an entry must be, in words. */
const NEEDS: Record<string, string> = {
  '': 'must be an object with a deviation or a rule, and a reason',
  deviation: 'must be the key of a deviation, as reports show it',
  rule: 'must be the id of a rule, or a glob',
  reason: 'must be a text that is not empty',
  expires: 'must be a day, YYYY-MM-DD',
  link: 'must be a URL that begins with http:// or https://',
};

/** Whether a text such as `2031-02-28` is a day of the calendar. */
function isDay(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}
