import type { Contract } from '../core/contract.ts';
import type { Target } from '../core/target.ts';
import { createAnonymiser } from '../middleware/anonymiser.ts';
import { recording } from '../middleware/cassette.ts';
import { createCassette } from './cassette-file.ts';
import { RECORDED_RUN, tokenOf } from './run-name.ts';
import type { Staging } from './staging.ts';
import type { OpenTarget } from './target.ts';

/** A recording of a run that goes on. */
export interface Recording {
  /** Says what the run has: the ways of its names and a mark on what it creates, with stand-ins in both. */
  begin(staging: Staging, run: string): { staging: Staging; token: string };
  wrap(target: Target): Target;
  /** Puts the file in its place. */
  finish(): void;
  /** Leaves no trace of it. */
  discard(): void;
}

/** Begins to record a run on a target. Throws a UsageError where the file can't be written. */
export function openRecording(
  contract: Contract,
  file: string,
  { target, url, limits, words }: OpenTarget,
  { seed, resource }: { seed: number; resource?: string | undefined },
): Recording {
  const started = Date.now();
  let staging: Staging = 'auto';
  let known = createAnonymiser(contract, started);
  const cassette = createCassette(file, () => ({
    cassette: 'cloudfront-conformance',
    format: 1,
    recorded: new Date(started).toISOString().slice(0, 10),
    contract: `${contract.source.package}@${contract.source.version}`,
    target: target.name,
    ...(url ? { url: url.href } : {}),
    wire: target.wire,
    words: words ?? [],
    seed,
    runs: limits.runs,
    ...(limits.settle === undefined ? {} : { settle: limits.settle }),
    patience: limits.patience,
    staging,
    ...(resource === undefined ? {} : { resource }),
  }));
  return {
    begin(wanted, run) {
      known = createAnonymiser(contract, started, { real: run, standIn: RECORDED_RUN });
      staging = typeof wanted === 'object' ? { given: wanted.given.map(known.standIn) } : wanted;
      return { staging, token: tokenOf(RECORDED_RUN) };
    },
    wrap: (inner) => recording(contract, inner, known, cassette.write),
    finish: cassette.finish,
    discard: cassette.discard,
  };
}
