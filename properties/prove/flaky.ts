import { createReference } from '../../src/reference/reference.ts';
import { serve } from '../../src/reference/serve.ts';
import { httpTarget } from '../../src/targets/http.ts';
import { contract, judge } from '../support/judging.ts';

const RUNS = 200;
const FIRST_SEED = 1;

/**
 * Judges the reference, which conforms, again and again over HTTP, each time with another seed: not one rule may ever be broken,
 * skipped or in error. A glob after the name picks rules.
 */
export async function prove(): Promise<void> {
  const glob = process.argv[3] ?? '*';
  const started = Date.now();
  const flaky: string[] = [];
  let requests = 0;
  let rules = 0;
  for (let seed = FIRST_SEED; seed < FIRST_SEED + RUNS; seed++) {
    const served = await serve(createReference({ contract, seed }));
    const url = new URL(served.url);
    const target = httpTarget(contract, url);
    try {
      const record = await judge(() => Promise.reject(new Error('not in process')), glob, {
        target,
        url: url.href,
        seed,
        runs: 50,
      });
      requests += record.requests;
      rules = record.rules.length;
      for (const { id, status, reason, findings } of record.rules) {
        if (status === 'pass') continue;
        const why = reason ?? findings.map(({ expected, actual }) => `expected ${expected}, got ${actual}`).join('; ');
        flaky.push(`seed ${seed}: ${id} ${status}: ${why}`);
      }
    } finally {
      await target.close();
      await served.close();
    }
  }
  const seconds = Math.round((Date.now() - started) / 1000);
  console.log(
    `${RUNS} runs of ${rules} rules, ${requests} requests in ${seconds} s: ${flaky.length} verdicts other than pass`,
  );
  if (flaky.length > 0) throw new Error(flaky.join('\n'));
}
