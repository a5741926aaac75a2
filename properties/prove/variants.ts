import { openSession } from '../../src/cli/session.ts';
import { createReference } from '../../src/reference/reference.ts';
import { VARIANTS } from '../../src/reference/variants/index.ts';
import type { Variant } from '../../src/reference/variants/variant.ts';
import type { RuleRecord } from '../../src/report/record.ts';
import { emptyRecord, exitCodeOf, recorder } from '../../src/report/record.ts';
import { rulesOf } from '../../src/rules/index.ts';
import { run } from '../../src/run/run.ts';
import { loadContract } from '../../src/schema/contract.ts';
import { handlerTarget } from '../../src/targets/handler.ts';
import { retrying } from '../../src/targets/retry.ts';

const SEEDS = 20;
const RUNS = 3;

const contract = loadContract();
const rules = rulesOf(contract);

/**
 * Judges every variant of the reference with twenty seeds, in process. Throws where one is not found to conform. Words
 * after the name choose variants; `--seeds N` says how many seeds.
 */
export async function prove(): Promise<void> {
  const words = process.argv.slice(3);
  const at = words.indexOf('--seeds');
  const seeds = at < 0 ? SEEDS : Number(words.splice(at, 2)[1]);
  const wanted = VARIANTS.filter(({ name }) => words.length === 0 || words.includes(name));
  const alarms: string[] = [];
  for (const variant of wanted) {
    const begun = performance.now();
    const warned = new Set<string>();
    let requests = 0;
    for (let seed = 1; seed <= seeds; seed++) {
      const judged = await judge(variant, seed);
      requests += judged.requests;
      for (const { id } of judged.warnings) warned.add(id);
      alarms.push(...judged.alarms.map((line) => `${variant.name}, seed ${seed}: ${line}`));
      for (const line of judged.alarms) process.stdout.write(`  ${variant.name}, seed ${seed}: ${line}\n`);
    }
    const seconds = ((performance.now() - begun) / 1000).toFixed(1);
    const warnings = warned.size === 0 ? '' : `; warned by ${[...warned].join(', ')}`;
    process.stdout.write(`${variant.name}: ${seeds} seeds, ${requests} requests, ${seconds} s${warnings}\n`);
  }
  if (alarms.length > 0) throw new Error(`${alarms.length} false alarms`);
  process.stdout.write(`${wanted.length} variants conform\n`);
}

async function judge(
  variant: Variant,
  seed: number,
): Promise<{ requests: number; alarms: string[]; warnings: RuleRecord[] }> {
  const { handle } = createReference({ contract, seed, deviations: [variant] });
  const target = retrying(contract, handlerTarget(contract, handle, { sign: true }), { base: 1 });
  const limits = { concurrency: 4, rate: undefined, budget: undefined, runs: RUNS, settle: 2_000, patience: 5_000 };
  const session = await openSession(
    contract,
    { target, reach: 'loopback', embedded: true, limits },
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
    runs: RUNS,
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
