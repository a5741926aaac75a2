import { hostname } from 'node:os';
import type { Contract } from '../core/contract.ts';
import type { Target } from '../core/target.ts';
import { UsageError } from '../core/usage.ts';
import { journalled } from '../provision/journal.ts';
import { JOURNAL_FILE, type JournalFile, openJournal } from '../provision/journal-file.ts';
import { inventory } from '../provision/listing.ts';
import type { NameSource } from '../provision/names.ts';
import type { Recording } from './recording.ts';
import { newRunId, tokenOf } from './run-name.ts';
import type { Staging } from './staging.ts';
import type { OpenTarget } from './target.ts';

/** What a run has on a target: names, a journal, and at the end nothing. */
export interface Session {
  target: Target;
  names: NameSource;
  lanes: number;
  /** What a person should know before the run. */
  note?: string;
  /** Everything is gone, since the target was reset. */
  forget(): void;
  /** Deletes what is left of the run. Gives what could not be deleted, as sentences. */
  clean(): Promise<string[]>;
}

/** Opens a target for a run. Nothing is written down for the built-in reference, which ends with this process. */
export async function openSession(
  contract: Contract,
  { target: bare, url, embedded, limits }: OpenTarget,
  {
    staging: wanted,
    seed,
    run = newRunId(),
    recording,
  }: { staging: Staging; seed: number; run?: string; recording?: Recording },
): Promise<Session> {
  const { target: written, clean } = embedded
    ? { target: bare, clean: async () => [] }
    : await writtenDown(contract, bare, { run, patience: limits.patience, ...(url ? { url } : {}) });
  const { staging, token } = recording?.begin(wanted, run) ?? { staging: wanted, token: tokenOf(run) };
  const target = recording ? recording.wrap(written) : written;
  const { openStaging } = await import('./staging.ts');
  const { names, lanes, note, forget, ...watched } = await openStaging(contract, target, staging, {
    seed,
    lanes: limits.concurrency,
    token,
  });
  return {
    target: watched.target,
    names,
    lanes,
    ...(note === undefined ? {} : { note }),
    forget,
    clean,
  };
}

/** A target whose writes are written down first, and what deletes at the end all that is left of them. */
export async function writtenDown(
  contract: Contract,
  bare: Target,
  { url, patience, run = newRunId() }: { url?: URL; patience: number; run?: string },
): Promise<Pick<Session, 'target' | 'clean'>> {
  const journal = open();
  journal.write({
    type: 'run',
    run,
    started: new Date().toISOString(),
    ...(url ? { endpoint: url.href } : {}),
    pid: process.pid,
    host: hostname(),
    before: await inventory(contract, bare),
  });
  return {
    target: journalled(contract, bare, { run, write: journal.write }),
    async clean() {
      const { sweepRun } = await import('./sweep-run.ts');
      const left = await sweepRun(contract, bare, journal, run, patience);
      journal.close();
      return left;
    },
  };
}

function open(): JournalFile {
  try {
    return openJournal(JOURNAL_FILE);
  } catch (error) {
    throw new UsageError(
      `the journal ${JOURNAL_FILE} can't be written (${(error as NodeJS.ErrnoException).code}); start from a folder that can be written to`,
    );
  }
}
