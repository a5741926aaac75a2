import {
  closeSync,
  existsSync,
  fsync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { JournalEntry } from './journal.ts';

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
  return size > LARGE && Date.now() - mtimeMs > LEFT_ALONE && openRuns(readJournal(file)).length === 0;
}

/** All entries of a journal; none where there is no file. A last line that was cut off is passed over. */
export function readJournal(file: string): JournalEntry[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line) => {
      try {
        return [JSON.parse(line) as JournalEntry];
      } catch {
        return [];
      }
    });
}

/** What a run that was not closed created. */
export interface OpenRun extends Omit<Extract<JournalEntry, { type: 'run' }>, 'type'> {
  /** `id`: undefined where the answer never came. `over`: it was never made, or is undone. */
  creates: (Omit<Extract<JournalEntry, { type: 'create' }>, 'type' | 'run'> & { id?: string; over?: true })[];
}

/** The runs that are not closed, oldest first. */
export function openRuns(entries: readonly JournalEntry[]): OpenRun[] {
  const runs = new Map<string, OpenRun>();
  for (const entry of entries) {
    const run = runs.get(entry.run);
    if (entry.type === 'run') {
      const { type: _, ...head } = entry;
      runs.set(entry.run, { ...head, creates: [] });
    } else if (!run) continue;
    else if (entry.type === 'closed') runs.delete(entry.run);
    else apply(run, entry);
  }
  return [...runs.values()];
}

function apply({ creates }: OpenRun, entry: Exclude<JournalEntry, { type: 'run' | 'closed' }>): void {
  if (entry.type === 'create') {
    const { type: _, run: __, ...create } = entry;
    creates.push(create);
    return;
  }
  const found = creates.find((create) =>
    'n' in entry ? create.n === entry.n : create.id === entry.id && create.resource === entry.resource,
  );
  if (!found) return;
  if (entry.type === 'made') found.id = entry.id;
  else if (entry.type === 'update') found.marks.push(...entry.marks);
  else found.over = true;
}
