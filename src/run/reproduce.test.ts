import { expect, test } from 'vitest';
import { loadContract } from '../contracts/load.ts';
import type { Finding } from '../core/event.ts';
import type { Reproducer } from '../core/reproducer.ts';
import type { Handler, Target } from '../core/target.ts';
import { RuleViolation, type TestContext } from '../core/test-context.ts';
import { decodeToken } from '../formats/token.ts';
import { syntheticSource } from '../provision/synthetic.ts';
import { FAULTS } from '../reference/faults/index.ts';
import { createReference } from '../reference/reference.ts';
import { rulesOf } from '../rules/index.ts';
import { nameForm } from '../schema/names.ts';
import { handlerTarget } from '../targets/handler.ts';
import { type Reproduced, reproduceAlone } from './reproduce.ts';
import { run } from './run.ts';

const contract = loadContract();
const all = rulesOf(contract);
const names = (seed: number) => syntheticSource((resource) => nameForm(contract, resource), seed);

function faulty(...faults: string[]): Target {
  const modifications = faults.map((name) => FAULTS.find((fault) => fault.name === name)!);
  return handlerTarget(contract, createReference({ contract, modifications }).handle);
}

/** Rules that send what rules on answers can be judged on. */
const DRIVERS = [
  'lifecycle.create.echoes',
  'lifecycle.update.odd-if-match',
  'ContinuousDeploymentSingleWeightConfig.Weight.maximum',
];

async function findings(target: Target, rule: string): Promise<Finding[]> {
  const rules = {
    answer: all.answer.filter(({ id }) => id === rule),
    active: all.active.filter(({ id }) => id === rule || (/^(answer|refusal)\./.test(rule) && DRIVERS.includes(id))),
  };
  const found: Finding[] = [];
  const options = { contract, target, rules, names: names(1), version: '', seed: 1, runs: 5 };
  for await (const event of run({ ...options, reproduce: () => '' })) {
    if (event.type === 'finding') found.push(event.finding);
  }
  return found;
}

function again(target: Target, reproducer: Reproducer): Promise<Reproduced> {
  return reproduceAlone({ contract, target, rules: all, names: names(2) }, reproducer);
}

/** A rule, and a fault by which it is broken. */
const pairs = [
  ['SessionStickinessConfig.IdleTTL.atMost', 'order-check-off'],
  ['lifecycle.create.echoes', 'idle-ttl-lost-in-read-config'],
  ['lifecycle.update.echoes', 'idle-ttl-lost-in-read-config'],
  ['wire.rejects-mismatched-tags', 'mismatch-accepted'],
  ['answer.error-type', 'errors-without-type'],
  ['answer.matches-schema', 'idle-ttl-lost-in-read'],
  // What stands in for the missing ETag shows one, and must not speak for the answer that lacks it.
  ['answer.etag', 'etag-missing-in-get'],
  // An odd version in the request is what is wrong with it, and must be sent again as it was.
  ['answer.no-server-error', 'if-match-quoted-breaks-down'],
] as const;

for (const [rule, fault] of pairs) {
  test(`${rule}: what fails still fails on the same target, and is fixed on one that conforms`, async () => {
    const found = await findings(faulty(fault), rule);
    expect(found).not.toEqual([]);
    for (const { token, operation } of found) {
      const reproducer = decodeToken(token);
      expect([operation, (await again(faulty(fault), reproducer)).verdict]).toEqual([operation, 'STILL FAILS']);
      expect([operation, (await again(faulty(), reproducer)).verdict]).toEqual([operation, 'FIXED']);
    }
  });
}

test('it waits as long as the run did', async () => {
  const waited: number[] = [];
  const impatient = {
    ...all.active[0]!,
    id: 'Tree.waits',
    async check(lane: TestContext): Promise<void> {
      waited.push(lane.timing.settle);
      await lane.send('ListContinuousDeploymentPolicies', {});
      const { operation } = lane.steps[0]!.call;
      throw new RuleViolation({ operation, expected: 'an oak', actual: 'a birch', steps: [...lane.steps] });
    },
  };
  const rules = { answer: [], active: [impatient] };
  const tokens: string[] = [];
  const how = { contract, target: faulty(), rules, names: names(1), version: '', seed: 1, runs: 5, settle: 5_000 };
  for await (const event of run({ ...how, reproduce: () => '' }))
    if (event.type === 'finding') tokens.push(event.finding.token!);
  const reproducer = decodeToken(tokens[0]!);
  waited.length = 0;
  await reproduceAlone({ contract, target: faulty(), rules, names: names(2) }, reproducer);
  expect(waited).toEqual([5_000]);
});

test('a target that does not answer tells nothing', async () => {
  const [finding] = await findings(faulty('order-check-off'), 'SessionStickinessConfig.IdleTTL.atMost');
  const silent: Target = { ...faulty(), call: async () => ({ kind: 'lost', reason: 'connection refused', ms: 0 }) };
  const { verdict, reason } = await again(silent, finding!.capsule!);
  expect([verdict, reason]).toEqual(['CANNOT TELL', 'no answer: connection refused']);
});

test('a rule that is not there tells nothing', async () => {
  const [finding] = await findings(faulty('order-check-off'), 'SessionStickinessConfig.IdleTTL.atMost');
  const { verdict } = await again(faulty(), { ...finding!.capsule!, rule: 'gone' });
  expect(verdict).toBe('CANNOT TELL');
});

test('a finding on an update is made again from the create that it needs, with the ids of its own run', async () => {
  const found = await findings(faulty('order-check-off'), 'SessionStickinessConfig.IdleTTL.atMost');
  const update = found.find(({ operation }) => operation.startsWith('Update'))!;
  expect(update.capsule!.calls.map(({ operation }) => operation)).toEqual([
    'CreateContinuousDeploymentPolicy',
    'UpdateContinuousDeploymentPolicy',
  ]);
  const { steps } = await again(faulty('order-check-off'), update.capsule!);
  const [created, updated] = steps;
  expect(updated!.outcome).toMatchObject({ kind: 'response', status: 200 });
  expect(created!.outcome).toMatchObject({ output: { ContinuousDeploymentPolicy: { Id: updated!.call.input.Id } } });
  expect(updated!.call.input.Id).not.toBe(update.steps[1]!.input.Id);
});

test('nothing is left behind', async () => {
  const [finding] = await findings(faulty('order-check-off'), 'SessionStickinessConfig.IdleTTL.atMost');
  const modifications = [FAULTS.find(({ name }) => name === 'order-check-off')!];
  const reference = createReference({ contract, modifications });
  const handle: Handler = reference.handle;
  await again(handlerTarget(contract, handle), finding!.capsule!);
  expect(JSON.stringify([...reference.state.policies.values()])).toBe('[]');
});
