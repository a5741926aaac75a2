import {
  closeSync,
  existsSync,
  fsync,
  fsyncSync,
  mkdirSync,
  openSync,
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

/** What a journal tells of runs that are not closed, oldest first, and the numbers of its damaged lines; nothing where there is no file. */
export function readJournal(file: string): { open: OpenRun[]; damaged: number[] } {
  const runs = openRuns();
  const damaged: number[] = [];
  if (existsSync(file)) for (const entry of journalEntries(file, (line) => damaged.push(line))) runs.take(entry);
  return { open: runs.list(), damaged };
}

/** The runs of a journal that are not closed, oldest first. */
export const readOpenRuns = (file: string): OpenRun[] => readJournal(file).open;
