import { hostname } from 'node:os';
import { join } from 'node:path';
import type { Contract } from '../core/contract.ts';
import type { JournalEntry } from '../core/journal.ts';
import type { Target } from '../core/target.ts';
import { UsageError } from '../core/usage.ts';
import { journalled } from '../provision/journal.ts';
import { JOURNAL_NAME, openJournal, readOpenRuns } from '../provision/journal-file.ts';
import { inventory } from '../provision/listing.ts';
import { type OpenRun, openRuns } from '../provision/open-runs.ts';
import { sparing } from '../provision/sparing.ts';
import { newRunId } from './run-name.ts';

/** A target whose writes are noted first, and what deletes at the end all that is left of them. */
export interface WrittenDown {
  target: Target;
  /** Everything is gone, since the target was reset. */
  forget(): void;
  /** Gives what could not be deleted, as sentences. */
  clean(): Promise<string[]>;
}

/** Notes what a run creates on a target, in memory, and in the journal of `folder` too where one is named. Throws a UsageError. */
export async function writtenDown(
  contract: Contract,
  bare: Target,
  {
    url,
    patience,
    folder,
    run = newRunId(),
    ends = false,
  }: { url?: URL; patience: number; folder?: string; run?: string; ends?: boolean },
): Promise<WrittenDown> {
  const { write, open, close } = folder === undefined ? journalInMemory() : journalIn(folder);
  const before = await inventory(contract, bare);
  const spared = sparing(contract, bare, before);
  write({
    type: 'run',
    run,
    started: new Date().toISOString(),
    ...(url ? { endpoint: url.href } : {}),
    pid: process.pid,
    host: hostname(),
    before,
  });
  return {
    target: journalled(contract, spared.target, { run, write }),
    forget() {
      spared.forget();
      write({ type: 'reset', run });
    },
    async clean() {
      const { cleanUp } = await import('./clean-up.ts');
      const own = open().find((one) => one.run === run);
      const left = own ? await cleanUp(contract, bare, { open: own, write, patience, live: true, ends }) : [];
      close();
      return left;
    },
  };
}

interface Journal {
  write(entry: JournalEntry): void;
  /** The runs that are not closed. */
  open(): OpenRun[];
  close(): void;
}

function journalInMemory(): Journal {
  const runs = openRuns();
  return { write: runs.take, open: runs.list, close: () => {} };
}

/** A journal is as long as its run, so that what is in a file is not held here too. */
function journalIn(folder: string): Journal {
  const file = join(folder, JOURNAL_NAME);
  try {
    return { ...openJournal(file), open: () => readOpenRuns(file) };
  } catch (error) {
    throw new UsageError(
      `the journal ${file} can't be written (${(error as NodeJS.ErrnoException).code}); start from a folder that can be written to`,
    );
  }
}
