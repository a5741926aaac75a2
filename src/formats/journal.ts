import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import { fileProblem } from '../core/file-problem.ts';
import type { JournalEntry } from '../core/journal.ts';
import { UsageError } from '../core/usage.ts';
import { type Format, formatOf, parsed } from './format.ts';
import { count, input, list, mapOf, name, object, text } from './shapes.ts';

/** Characters of a line that are read; a longer one is damaged. */
const LONGEST = 16 * 1024 * 1024;

/**
 * The entries of a journal. A last line that was cut off is passed over, and so are damaged ones, of whose numbers, from 1,
 * `damage` is told. Throws a UsageError where the file can't be read.
 */
export function* journalEntries(file: string, damage: (line: number) => void): Generator<JournalEntry, void> {
  let number = 0;
  for (const [line, last] of linesOf(file)) {
    number++;
    if (line.trim() === '') continue;
    const entry = entryOf(line);
    if (entry) yield entry;
    else if (!last) damage(number);
  }
}

function entryOf(line: string): JournalEntry | undefined {
  const value = line.length > LONGEST ? undefined : parsed(line);
  const type = typeof value === 'object' && value !== null ? (value as { type?: unknown }).type : undefined;
  if (typeof type !== 'string' || !Object.hasOwn(ENTRIES, type)) return undefined;
  const format = ENTRIES[type as JournalEntry['type']];
  return format.fits(value) ? value : undefined;
}

/** Bytes that are read at a time: a journal is as long as its run. */
const AT_A_TIME = 64 * 1024;

/** The lines of a file, and whether each is the last. */
function* linesOf(file: string): Generator<[string, boolean], void> {
  if (statSync(file, { throwIfNoEntry: false })?.isDirectory()) throw unreadable(file, 'EISDIR');
  const descriptor = open(file);
  const decoder = new StringDecoder('utf8');
  const bytes = Buffer.alloc(AT_A_TIME);
  let rest = '';
  try {
    for (let read = readSync(descriptor, bytes); read > 0; read = readSync(descriptor, bytes)) {
      const lines = decoder.write(bytes.subarray(0, read)).split('\n');
      for (const [index, line] of lines.entries()) {
        if (rest.length <= LONGEST) rest += line;
        if (index === lines.length - 1) break;
        yield [rest, false];
        rest = '';
      }
    }
  } finally {
    closeSync(descriptor);
  }
  yield [rest, true];
}

function open(file: string): number {
  try {
    return openSync(file, 'r');
  } catch (error) {
    throw unreadable(file, (error as NodeJS.ErrnoException).code);
  }
}

const unreadable = (file: string, code: string | undefined): UsageError =>
  new UsageError(`the journal ${file} can't be read: ${fileProblem(code)}`);

const run = { type: 'string', minLength: 1, maxLength: 200 };
const id = { type: 'string', minLength: 1, maxLength: 10_000 };
const marks = list(text(10_000), 10_000);

/** A URL that may be sent to, once it has been asked how far it leads. */
const endpoint = { type: 'string', maxLength: 10_000, pattern: '^https?://[^\\s/?#@]+(/[^\\s?#]*)?$' };

const SCHEMAS: Record<JournalEntry['type'], object> = {
  run: object({
    run,
    started: { type: 'string', pattern: '^\\d{4}-\\d\\d-\\d\\dT[\\d:.]{5,20}Z$' },
    'endpoint?': endpoint,
    pid: { type: 'integer', minimum: 1, maximum: 2 ** 31 },
    host: text(1_000),
    before: mapOf({ anyOf: [list(id, 1_000_000), { type: 'null' }] }),
  }),
  create: object({ run, n: count, resource: name, marks, 'config?': input }),
  made: object({ run, n: count, id }),
  'not-made': object({ run, n: count }),
  update: object({ run, resource: name, id, marks, 'config?': input }),
  reset: object({ run }),
  undone: object({ run, resource: name, id }),
  closed: object({ run }),
};

const ENTRIES = Object.fromEntries(
  Object.entries(SCHEMAS).map(([type, schema]) => [type, formatOf<JournalEntry>(schema)]),
) as Record<JournalEntry['type'], Format<JournalEntry>>;
