import { expect, test } from 'vitest';
import { loadContract } from '../contracts/load.ts';
import { operationOf } from '../contracts/resource.ts';
import type { JsonObject } from '../core/json.ts';
import type { Call, Target } from '../core/target.ts';
import { addressesOf, sparing } from './sparing.ts';

const contract = loadContract();
const policy = contract.resources.ContinuousDeploymentPolicy!;

/** A target that remembers what reached it. */
function listening(): { target: Target; seen: string[] } {
  const seen: string[] = [];
  const call = async ({ operation }: Call) => {
    seen.push(operation);
    return { kind: 'response', status: 200, headers: {}, output: {}, ms: 0 } as const;
  };
  return { target: { name: 'target', wire: true, call, close: async () => {} }, seen };
}

const address = (Id: string) => ({ Id, IfMatch: 'E' });

test('what was there before a run is read, and never changed or deleted', async () => {
  const { target, seen } = listening();
  const { target: spared, forget } = sparing(contract, target, {
    ContinuousDeploymentPolicy: ['theirs'],
    Distribution: null,
  });
  for (const operation of [operationOf(policy, 'update'), operationOf(policy, 'delete')]) {
    const outcome = await spared.call({ operation, input: address('theirs') });
    expect(outcome).toMatchObject({
      kind: 'lost',
      withheld: true,
      reason: 'theirs was there before the run, and is left alone',
    });
    await spared.call({ operation, input: address('ours') });
  }
  await spared.call({ operation: operationOf(policy, 'read'), input: { Id: 'theirs' } });
  expect(seen).toEqual([operationOf(policy, 'update'), operationOf(policy, 'delete'), operationOf(policy, 'read')]);
  forget();
  await spared.call({ operation: operationOf(policy, 'delete'), input: address('theirs') });
  expect(seen).toHaveLength(4);
});

test('a distribution is not changed by a call that only mentions it beside its own', async () => {
  const { target, seen } = listening();
  const { target: spared } = sparing(contract, target, { Distribution: ['theirs'] });
  const input = { Id: 'ours', StagingDistributionId: 'theirs', IfMatch: 'E' };
  await spared.call({ operation: 'UpdateDistributionWithStagingConfig', input });
  expect(seen).toEqual([]);
});

test('an operation that the contract does not know is passed on, since no target can send it', async () => {
  const { target, seen } = listening();
  const { target: spared } = sparing(contract, target, { Distribution: ['theirs'] });
  await spared.call({ operation: 'InvalidateEverything', input: { Id: 'theirs' } });
  expect(seen).toEqual(['InvalidateEverything']);
});

test('a create may name in its configuration what was there before', async () => {
  const { target, seen } = listening();
  const { target: spared } = sparing(contract, target, { Distribution: ['theirs'] });
  await spared.call({ operation: operationOf(policy, 'create'), input: { Id: 'theirs' } });
  expect(seen).toEqual([operationOf(policy, 'create')]);
});

test('only texts that travel in the path or the query are addresses', () => {
  const addresses = (input: JsonObject) => addressesOf(contract, operationOf(policy, 'update')!, input);
  expect(addresses({ Id: 'a', IfMatch: 'E', Unknown: 'x', ContinuousDeploymentPolicyConfig: {} })).toEqual(['a']);
  expect(addresses({ Id: 7 })).toEqual([]);
  expect(addressesOf(contract, operationOf(policy, 'list')!, { Marker: 'm', MaxItems: '5' })).toEqual(['m', '5']);
  expect(addressesOf(contract, 'NoSuchOperation', { Id: 'a' })).toEqual([]);
});
