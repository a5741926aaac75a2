import { loadContract } from '../../src/contracts/load.ts';
import type { Finding, RunEvent } from '../../src/core/event.ts';
import { fuzz } from '../../src/fuzz/fuzz.ts';
import type { FuzzOptions } from '../../src/fuzz/fuzzing.ts';
import type { Guide } from '../../src/fuzz/proposals.ts';
import { retrying } from '../../src/middleware/retry.ts';
import type { Modification } from '../../src/reference/modification.ts';
import { createReference } from '../../src/reference/reference.ts';
import { rulesOf } from '../../src/rules/index.ts';
import { sequenceRules } from '../../src/rules/sequence/index.ts';
import { openVisit } from '../../src/session/visit.ts';
import { handlerTarget } from '../../src/targets/handler.ts';

const contract = loadContract();
const rules = rulesOf(contract);
const sequence = sequenceRules(contract);
const ids = new Set([...rules.answer, ...rules.active, ...sequence].map(({ id }) => id));

export interface Fuzzed {
  findings: Finding[];
  requests: number;
  seconds: number;
  error?: string;
  last?: Extract<RunEvent, { type: 'fuzzing' }>;
}

/** Fuzzes a modified reference in this process. */
export async function fuzzed(
  modifications: readonly Modification[],
  {
    seed,
    guide,
    most,
    first = true,
    seconds = 600,
    settle = 20,
    sign = false,
    ...more
  }: {
    seed: number;
    guide?: Guide;
    most?: number;
    first?: boolean;
    seconds?: number;
    /** Milliseconds. */
    settle?: number;
    sign?: boolean;
  } & Pick<FuzzOptions, 'coverage'>,
): Promise<Fuzzed> {
  const { handle } = createReference({ contract, seed, modifications: [...modifications] });
  const target = retrying(contract, handlerTarget(contract, handle, { sign }), { base: 1 });
  const limits = { concurrency: 1, rate: undefined, budget: undefined, runs: 1, settle, patience: 1_000 };
  const visit = await openVisit(
    contract,
    { target, reach: 'loopback', embedded: true, limits, words: [] },
    { staging: 'auto', seed, run: String(seed) },
  );
  const result: Fuzzed = { findings: [], requests: 0, seconds: 0 };
  const events = fuzz({
    run: {
      contract,
      target: visit.target,
      rules,
      names: visit.names,
      version: '',
      seed,
      runs: 1,
      settle: limits.settle,
      patience: limits.patience,
      signal: AbortSignal.timeout(seconds * 1000),
      reproduce: (_, token) => token,
    },
    sequence,
    isRule: (id) => ids.has(id),
    workers: 1,
    first,
    ...(most === undefined ? {} : { most }),
    ...(guide === undefined ? {} : { guide }),
    ...more,
  });
  for await (const event of events) {
    if (event.type === 'finding') result.findings.push(event.finding);
    if (event.type === 'fuzzing') result.last = event;
    if (event.type === 'end')
      Object.assign(
        result,
        { requests: event.requests, seconds: event.seconds },
        event.error ? { error: event.error } : {},
      );
  }
  return result;
}
