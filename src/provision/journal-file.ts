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
import type { JournalEntry } from '../core/journal.ts';
import { journalEntries } from '../formats/journal.ts';
import { type OpenRun, openRuns } from './open-runs.ts';

/** Where the journal lies, below the folder in which a run is started. */
export const JOURNAL_NAME = 'journal.ndjson';
export const JOURNAL_FILE = join('.cloudfront-conformance', JOURNAL_NAME);

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
  // A line that a full disk or a kill cut off must not swallow the next.
  let torn = endsInALine(file) ? '' : '\n';
  return {
    write(entry) {
      const bytes = Buffer.from(`${torn}${JSON.stringify(entry)}\n`);
      torn = '\n';
      for (let written = 0; written < bytes.length; ) written += writeSync(descriptor, bytes, written);
      torn = '';
      // Stryker disable next-line AssignmentOperator,BlockStatement: what outlives a loss of power, no test sees
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

function endsInALine(file: string): boolean {
  const { size } = statSync(file);
  if (size === 0) return true;
  const descriptor = openSync(file, 'r');
  const last = Buffer.alloc(1);
  readSync(descriptor, last, 0, 1, size - 1);
  closeSync(descriptor);
  return last.toString() === '\n';
}

function isUsedUp(file: string): boolean {
  // Stryker disable next-line BooleanLiteral: a new file is empty, whether it is opened to write or to append
  if (!existsSync(file)) return false;
  const { size, mtimeMs } = statSync(file);
  return size > LARGE && Date.now() - mtimeMs > LEFT_ALONE && readOpenRuns(file).length === 0;
}

/** What a journal tells of runs that are not closed, oldest first, and the numbers of its damaged lines; nothing where there is no file. */
export function readJournal(file: string): { open: OpenRun[]; damaged: number[] } {
  const runs = openRuns();
  const damaged: number[] = [];
  if (existsSync(file)) for (const entry of journalEntries(file, (line) => damaged.push(line))) runs.take(entry);
  return { open: runs.list(), damaged };
}

/** The runs of a journal that are not closed, oldest first. */
export const readOpenRuns = (file: string): OpenRun[] => readJournal(file).open;
