import {
  closeSync,
  existsSync,
  fsync,
  fsyncSync,
  mkdirSync,
  openSync,
  readSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { StringDecoder } from 'node:string_decoder';
import type { JournalEntry } from '../provision/journal.ts';
import { type OpenRun, openRuns } from './open-runs.ts';

/** Where the journal lies, below the folder in which a run is started. */
export const JOURNAL_FILE = join('.cloudfront-conformance', 'journal.ndjson');

/** Milliseconds within which what was written is on the disk. */
const SYNC_WITHIN = 50;

/** A file that is larger, closed and left alone for a while is begun anew. */
const LARGE = 1024 * 1024;
const LEFT_ALONE = 60_000;

export interface JournalFile {
  write(entry: JournalEntry): void;
  close(): void;
}

/**
 * Opens the journal to write at its end. Each entry is handed to the system at once, so that it outlives the process, and
 * synced to disk in groups. Throws what the file system throws.
 */
export function openJournal(file: string): JournalFile {
  mkdirSync(dirname(file), { recursive: true });
  const ignore = join(dirname(file), '.gitignore');
  if (!existsSync(ignore)) writeFileSync(ignore, '*\n');
  const descriptor = openSync(file, isUsedUp(file) ? 'w' : 'a');
  let timer: NodeJS.Timeout | undefined;
  return {
    write(entry) {
      const bytes = Buffer.from(`${JSON.stringify(entry)}\n`);
      for (let written = 0; written < bytes.length; ) written += writeSync(descriptor, bytes, written);
      timer ??= setTimeout(() => {
        timer = undefined;
        fsync(descriptor, () => {});
      }, SYNC_WITHIN).unref();
    },
    close() {
      clearTimeout(timer);
      fsyncSync(descriptor);
      closeSync(descriptor);
    },
  };
}

function isUsedUp(file: string): boolean {
  if (!existsSync(file)) return false;
  const { size, mtimeMs } = statSync(file);
  return size > LARGE && Date.now() - mtimeMs > LEFT_ALONE && readOpenRuns(file).length === 0;
}

/** The runs of a journal that are not closed, oldest first; none where there is no file. A last line that was cut off is passed over. */
export function readOpenRuns(file: string): OpenRun[] {
  if (!existsSync(file)) return [];
  const runs = openRuns();
  for (const line of linesOf(file)) {
    const entry = entryOf(line);
    if (entry) runs.take(entry);
  }
  return runs.list();
}

function entryOf(line: string): JournalEntry | undefined {
  try {
    return JSON.parse(line) as JournalEntry;
  } catch {
    return undefined;
  }
}

/** Bytes that are read of a journal at a time. */
const AT_A_TIME = 64 * 1024;

/** The lines of a file, of which only a part is held at a time: a journal is as long as its run. */
function* linesOf(file: string): Generator<string, void> {
  const descriptor = openSync(file, 'r');
  const decoder = new StringDecoder('utf8');
  const bytes = Buffer.alloc(AT_A_TIME);
  let rest = '';
  try {
    for (let read = readSync(descriptor, bytes); read > 0; read = readSync(descriptor, bytes)) {
      const lines = (rest + decoder.write(bytes.subarray(0, read))).split('\n');
      rest = lines.pop()!;
      yield* lines;
    }
  } finally {
    closeSync(descriptor);
  }
  yield rest;
}
