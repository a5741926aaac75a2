import { afterAll, describe, expect, test } from 'vitest';
import type { ActiveRule } from '../src/core/rule.ts';
import { syntheticSource } from '../src/provision/synthetic.ts';
import { createReference } from '../src/reference/reference.ts';
import { serve } from '../src/reference/serve.ts';
import { emptyRecord, type RuleRecord, recorder } from '../src/report/record.ts';
import { rulesOf } from '../src/rules/index.ts';
import { run } from '../src/run/run.ts';
import { loadContract } from '../src/schema/contract.ts';
import { nameForm } from '../src/schema/names.ts';
import { httpTarget } from '../src/targets/http.ts';

const contract = loadContract();
const rules = rulesOf(contract);
const reference =
  process.env.CLOUDFRONT_ENDPOINT === undefined ? await serve(createReference({ contract })) : undefined;
const url = new URL(process.env.CLOUDFRONT_ENDPOINT ?? reference!.url);
const target = httpTarget(contract, url);

afterAll(async () => {
  await target.close();
  await reference?.close();
});

/** Judges the target by these active rules and all rules on answers. */
async function judged(active: ActiveRule[]): Promise<Map<string, RuleRecord>> {
  const record = emptyRecord();
  const take = recorder(record);
  const seed = Number(process.env.CONFORMANCE_SEED ?? 1);
  const options = {
    contract,
    target,
    rules: { answer: rules.answer, active },
    version: '',
    url: url.href,
    seed,
    runs: 20,
  };
  const names = syntheticSource((resource) => nameForm(contract, resource), seed);
  for await (const event of run({ ...options, names, reproduce: (rule) => `--rules '${rule}' --seed ${seed}` }))
    take(event);
  return new Map(record.rules.map((rule) => [rule.id, rule]));
}

function expectHeld({ demands, status, reason, findings }: RuleRecord, skip: (reason: string) => void): void {
  if (status === 'skip') skip(reason ?? 'not judged');
  const broken = findings.map(({ operation, expected, actual, steps }) => ({
    demands,
    operation,
    expected,
    actual,
    calls: steps.map((step) => `${step.operation} → ${step.outcome}`),
  }));
  expect(status === 'warn' ? [] : broken).toEqual([]);
}

describe(target.name, async () => {
  for (const rule of rules.active) {
    test(rule.id, async ({ skip }) => expectHeld((await judged([rule])).get(rule.id)!, skip));
  }
  const answers = await judged(rules.active.filter(({ id }) => id.startsWith('lifecycle.')));
  for (const { id } of rules.answer) {
    test(id, ({ skip }) => expectHeld(answers.get(id)!, skip));
  }
});
