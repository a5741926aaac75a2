import { createReference } from '../../src/reference/reference.ts';
import { serve } from '../../src/reference/serve.ts';
import { httpTarget } from '../../src/targets/http.ts';
import { contract, faultNamed, judge, referenceWith } from '../support/judging.ts';

const RUNS = 100;
const WANTED = 99;
const RULE = 'lifecycle.concurrency.at-most-one-update';

/** A server that looks at If-Match and writes two milliseconds later is found out, over HTTP and in process. */
export async function prove(): Promise<void> {
  const found = { 'over HTTP': await count(overHttp), 'in process': await count(inProcess) };
  const text = Object.entries(found).map(([where, times]) => `${times} of ${RUNS} ${where}`);
  console.log(`a lost update within 2 ms was found in ${text.join(' and ')}`);
  if (Object.values(found).some((times) => times < WANTED)) throw new Error(`fewer than ${WANTED}`);
}

async function count(finds: (seed: number) => Promise<boolean>): Promise<number> {
  let times = 0;
  for (let seed = 1; seed <= RUNS; seed++) if (await finds(seed)) times++;
  return times;
}

async function overHttp(seed: number): Promise<boolean> {
  const served = await serve(createReference({ contract, seed, modifications: [faultNamed('lost-update')] }));
  const url = new URL(served.url);
  const target = httpTarget(contract, url);
  try {
    const { rules } = await judge(referenceWith(), RULE, { target, url: url.href, seed });
    return rules.some(({ status }) => status === 'fail');
  } finally {
    await target.close();
    await served.close();
  }
}

async function inProcess(seed: number): Promise<boolean> {
  const { rules } = await judge(referenceWith(faultNamed('lost-update')), RULE, { seed });
  return rules.some(({ status }) => status === 'fail');
}
