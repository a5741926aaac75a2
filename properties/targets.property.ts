import { createServer } from 'node:http';
import nock from 'nock';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Target } from '../src/core/target.ts';
import { syntheticSource } from '../src/provision/synthetic.ts';
import { createReference } from '../src/reference/reference.ts';
import { serve } from '../src/reference/serve.ts';
import { emptyRecord, recorder, type RunRecord } from '../src/report/record.ts';
import { rulesOf } from '../src/rules/index.ts';
import { run } from '../src/run/run.ts';
import { loadContract } from '../src/schema/contract.ts';
import { nameForm } from '../src/schema/names.ts';
import { handlerTarget } from '../src/targets/handler.ts';
import { httpTarget } from '../src/targets/http.ts';
import { nockTarget } from '../src/targets/nock.ts';
import { sdkTarget } from '../src/targets/sdk.ts';

const contract = loadContract();
const rules = rulesOf(contract);

async function judge(target: Target, runs = 2): Promise<RunRecord> {
  const record = emptyRecord();
  const take = recorder(record);
  const names = syntheticSource((resource) => nameForm(contract, resource), 1);
  const options = { contract, target, rules, names, version: '', seed: 1, runs };
  for await (const event of run({ ...options, reproduce: (rule) => rule })) take(event);
  await target.close();
  return record;
}

test('x', async () => {
  for (const make of [
   async () => { const s = await serve(createReference({contract})); return httpTarget(contract, new URL(s.url)); },
   async () => { const s = await serve(createReference({contract})); return sdkTarget(contract, {url: new URL(s.url)}); },
   async () => nockTarget(contract, nock as never, createReference({contract}).handle),
   async () => handlerTarget(contract, createReference({contract}).handle),
  ]) {
    const target = await make();
    const t = Date.now();
    const record = await judge(target);
    console.log(target.name, Date.now() - t, record.requests, record.error);
    for (const r of record.rules) if (r.status !== 'pass') console.log('  ', r.status, r.id, r.reason, JSON.stringify(r.findings.map(f => [f.operation, f.expected, f.actual, f.steps.map(s=>[s.operation, s.outcome])])).slice(0, 600));
  }
}, 200000);
