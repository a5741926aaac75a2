import { fork } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { loadContract } from '../../src/contracts/load.ts';
import type { RuleRecord } from '../../src/core/run-record.ts';
import { retrying } from '../../src/middleware/retry.ts';
import { createReference } from '../../src/reference/reference.ts';
import { VARIANTS } from '../../src/reference/variants/index.ts';
import type { Variant } from '../../src/reference/variants/variant.ts';
import { emptyRecord, recorder } from '../../src/report/record.ts';
import { exitCodeOf } from '../../src/report/verdict.ts';
import { rulesOf } from '../../src/rules/index.ts';
import { run } from '../../src/run/run.ts';
import { openVisit } from '../../src/session/visit.ts';
import { handlerTarget } from '../../src/targets/handler.ts';

const SEEDS = 20;
const RUNS = 1;

const LOADER = fileURLToPath(new URL('../../node_modules/jiti/lib/jiti-cli.mjs', import.meta.url));
const MAIN = fileURLToPath(new URL('main.ts', import.meta.url));

const contract = loadContract();
const rules = rulesOf(contract);

/**
 * Judges every variant of the reference with twenty seeds, in process. Throws where one is not found to conform. Words
 * after the name choose variants; `--seeds N` says how many seeds, `--runs N` how many random cases of each rule. The work is shared between processes.
 */
export async function prove(): Promise<void> {
  const words = process.argv.slice(3);
  const taken = (name: string, otherwise: number): number => {
    const at = words.indexOf(name);
    return at < 0 ? otherwise : Number(words.splice(at, 2)[1]);
  };
  const seeds = taken('--seeds', SEEDS);
  const runs = taken('--runs', RUNS);
  const names = words.length > 0 ? words : VARIANTS.map(({ name }) => name);
  const unknown = names.filter((name) => !VARIANTS.some((variant) => variant.name === name));
  if (unknown.length > 0) throw new Error(`there is no variant ${unknown.join(', ')}`);
  if (process.send) {
    for (const name of names) await proveOne(name, seeds, runs);
    return;
  }
  const queue = [...names];
  let failed = 0;
  const worker = async (): Promise<void> => {
    for (let name = queue.shift(); name !== undefined; name = queue.shift()) {
      const child = fork(LOADER, [MAIN, 'variants', name, '--seeds', String(seeds), '--runs', String(runs)]);
      const [code] = (await once(child, 'exit')) as [number | null];
      if (code !== 0) failed++;
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  if (failed > 0) throw new Error(`${failed} of ${names.length} variants raise a false alarm`);
  process.stdout.write(`${names.length} variants conform with ${seeds} seeds each\n`);
}

async function proveOne(name: string, seeds: number, runs: number): Promise<void> {
  const variant = VARIANTS.find((one) => one.name === name)!;
  const begun = performance.now();
  const warned = new Set<string>();
  const lines: string[] = [];
  let requests = 0;
  for (let seed = 1; seed <= seeds; seed++) {
    const judged = await judge(variant, seed, runs);
    requests += judged.requests;
    for (const { id } of judged.warnings) warned.add(id);
    lines.push(...judged.alarms.map((line) => `  ${name}, seed ${seed}: ${line}`));
  }
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  const warnings = warned.size === 0 ? '' : `; warned by ${[...warned].join(', ')}`;
  lines.push(`${name}: ${seeds} seeds, ${requests} requests, ${seconds} s${warnings}`);
  process.stdout.write(`${lines.join('\n')}\n`);
  if (lines.length > 1) process.exitCode = 1;
}

async function judge(
  variant: Variant,
  seed: number,
  runs: number,
): Promise<{ requests: number; alarms: string[]; warnings: RuleRecord[] }> {
  const { handle } = createReference({ contract, seed, modifications: [variant] });
  const target = retrying(contract, handlerTarget(contract, handle, { sign: true }), { base: 1 });
  const limits = { concurrency: 4, rate: undefined, budget: undefined, runs, settle: 2_000, patience: 5_000 };
  const session = await openVisit(
    contract,
    { target, reach: 'loopback', embedded: true, limits, words: [] },
    { staging: 'auto', seed, run: String(seed) },
  );
  const record = emptyRecord();
  const take = recorder(record);
  const events = run({
    contract,
    target: session.target,
    rules,
    names: session.names,
    version: '',
    seed,
    runs,
    concurrency: session.lanes,
    settle: limits.settle,
    patience: limits.patience,
    reproduce: () => '',
  });
  for await (const event of events) take(event);
  const alarms = record.rules
    .filter(({ status }) => status === 'fail' || status === 'error')
    .map(({ id, findings, reason }) => {
      const [first] = findings;
      return first
        ? `${id} on ${first.operation}: expected ${first.expected}, got ${first.actual}`
        : `${id}: ${reason}`;
    });
  if (alarms.length === 0 && exitCodeOf(record) !== 0)
    alarms.push(`it was not judged: ${record.error ?? 'no rule held'}`);
  return { requests: record.requests, alarms, warnings: record.rules.filter(({ status }) => status === 'warn') };
}
