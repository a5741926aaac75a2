import type { Contract } from '../core/contract.ts';
import { given } from '../core/given.ts';
import type { Target } from '../core/target.ts';
import type { NameSource } from '../provision/names.ts';
import type { Recording } from './recording.ts';
import { newRunId, tokenOf } from './run-name.ts';
import type { Staging } from './staging.ts';
import type { OpenTarget } from './target.ts';
import { writtenDown } from './written-down.ts';

/** What a run has on an open target: names, a journal, and at the end nothing. */
export interface Visit {
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

export interface VisitOptions {
  staging?: Staging;
  seed: number;
  /** The run's own name; drawn. */
  run?: string;
  recording?: Recording;
  /** Where the journal is kept; in memory. */
  folder?: string;
}

/** Prepares an open target for a run. Nothing is written down for the built-in reference, which ends with this process. */
export async function openVisit(
  contract: Contract,
  { target: bare, url, embedded, limits, emulator }: OpenTarget,
  { staging: wanted = 'auto', seed, run = newRunId(), recording, folder }: VisitOptions,
): Promise<Visit> {
  const heard = listening(bare);
  const {
    target: written,
    clean: cleanUp,
    forget,
  } = embedded
    ? { target: bare, clean: async () => [], forget: () => {} }
    : await writtenDown(contract, heard.target, {
        run,
        patience: limits.patience,
        ends: emulator !== undefined,
        ...given({ url, folder }),
      });
  // A function that answered nothing has created nothing that outlives this process.
  const clean = async (): Promise<string[]> => (url === undefined && !heard.anything() ? [] : cleanUp());
  const { staging, token } = recording?.begin(wanted, run) ?? { staging: wanted, token: tokenOf(run) };
  const target = recording ? recording.wrap(written) : written;
  const { openStaging } = await import('./staging.ts');
  const opened = await openStaging(contract, target, staging, { seed, lanes: limits.concurrency, token });
  return {
    ...opened,
    clean,
    forget() {
      opened.forget();
      forget();
    },
  };
}

/** A target, and whether any of its calls had a response. */
function listening(target: Target): { target: Target; anything: () => boolean } {
  let anything = false;
  return {
    anything: () => anything,
    target: {
      ...target,
      async call(call) {
        const outcome = await target.call(call);
        anything ||= outcome.kind !== 'lost';
        return outcome;
      },
    },
  };
}
