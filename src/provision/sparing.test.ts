import { expect, test } from 'vitest';
import { loadContract } from '../contracts/load.ts';
import { operationOf } from '../contracts/resource.ts';
import type { Call, Target } from '../core/target.ts';
import { sparing } from './sparing.ts';

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
