import { FAULTS } from '../../reference/faults/index.ts';
import { MISTAKES } from '../../reference/mistakes.ts';
import type { Modification } from '../../reference/modification.ts';
import { emptyRecord, recorder } from '../../report/record.ts';
import { TargetUnusableError } from '../../run/run.ts';
import { type ReferenceRunOptions, referenceRun } from '../reference-run.ts';
import type { Suite } from '../suite.ts';
import { type Account, accountOf } from './account.ts';
import { maskedOn } from './masked.ts';
import { taping } from './tape.ts';

/** A server that has several faults at once, by name, for another thread. */
export interface Inspection {
  faults: readonly string[];
  options: Omit<ReferenceRunOptions, 'signal' | 'listen'>;
}

/** What the suite says of such a server. */
export interface Inspected extends Account {
  requests: number;
  /** The faults without which it would have answered all the same. */
  unseen: string[];
}

/** Judges a server that has these faults at once; a thread of its own, or a test, calls it. */
export async function inspect(suite: Suite, { faults, options }: Inspection): Promise<Inspected> {
  const { tape, listen } = taping();
  const modifications = new Map(faults.map((name) => [name, modificationNamed(name)]));
  const record = emptyRecord();
  const take = recorder(record);
  try {
    for await (const event of referenceRun(suite, [...modifications.values()], { ...options, listen })) take(event);
  } catch (error) {
    if (!(error instanceof TargetUnusableError)) throw error;
  }
  const { contract } = suite;
  const unseen = faults.length > 1 ? await maskedOn(tape, modifications, { contract, seed: options.seed }) : [];
  return { ...accountOf(record), requests: record.requests, unseen };
}

function modificationNamed(name: string): Modification {
  const fault = FAULTS.find((one) => one.name === name) ?? MISTAKES.find((one) => one.name === name)?.modification;
  if (!fault) throw new Error(`there is no fault ${name}`);
  return fault;
}
