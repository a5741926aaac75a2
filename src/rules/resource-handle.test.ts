import { expect, test } from 'vitest';
import { contractOf } from '../contracts/contracts.ts';
import { loadContract } from '../contracts/load.ts';
import { operationOf } from '../contracts/resource.ts';
import type { Json, JsonObject } from '../core/json.ts';
import type { Outcome } from '../core/outcome.ts';
import type { TestContext } from '../core/test-context.ts';
import { handleOf, resolveReferences, sameEtag, updated } from './resource-handle.ts';

const contract = loadContract();
const resource = contract.resources.ContinuousDeploymentPolicy!;
const lane = { contract, name: () => 'd.example' } as unknown as TestContext;
const config = { Enabled: true };
const accepted: Outcome = {
  kind: 'response',
  status: 200,
  headers: {},
  output: { ETag: 'E2', ContinuousDeploymentPolicy: { Id: 'id' } },
  ms: 0,
};

test.each([
  ['without a configuration', {}],
  ['with text in its place', { ContinuousDeploymentPolicyConfig: 'text' }],
  ['with a list in its place', { ContinuousDeploymentPolicyConfig: [] }],
])('an accepted update %s leaves the configuration that is known', async (_, input) => {
  const handle = handleOf(resource, { ContinuousDeploymentPolicyConfig: config }, accepted)!;
  updated(handle, input, accepted);
  expect(handle).toMatchObject({ config, etag: 'E2' });
  await expect(resolveReferences(lane, operationOf(resource, 'update'), { ...input }, handle)).resolves.toMatchObject({
    IfMatch: 'E2',
  });
});

test.each([[{}], [{ ContinuousDeploymentPolicyConfig: 'text' }]])(
  'a resource that was created with no configuration can be addressed: %j',
  async (input) => {
    const handle = handleOf(resource, input, accepted)!;
    await expect(resolveReferences(lane, operationOf(resource, 'update'), {}, handle)).resolves.toMatchObject({
      Id: 'id',
    });
  },
);

test('an update keeps the values that no two resources may share, unless it is about them', async () => {
  const keys = contractOf('KeyGroup');
  const kind = keys.resources.KeyGroup!;
  const update = operationOf(kind, 'update');
  const own = { ...lane, contract: keys, seed: 1 } as unknown as TestContext;
  const handle = { ...handleOf(resource, {}, accepted)!, resource: kind, config: { Name: 'mine', Items: [] } };
  const named = { KeyGroupConfig: { Name: 'another', Items: [], Comment: 'changed' } };
  const nameIn = ({ KeyGroupConfig }: JsonObject): Json | undefined => (KeyGroupConfig as JsonObject).Name;
  expect(nameIn(await resolveReferences(own, update, named, handle, ['KeyGroupConfig', 'Comment']))).toBe('mine');
  expect(nameIn(await resolveReferences(own, update, named, handle))).toBe('mine');
  expect(nameIn(await resolveReferences(own, update, named, handle, ['KeyGroupConfig', 'Name']))).not.toBe('mine');
});

test.each([
  ['E1', 'E1', true],
  ['"E1"', 'E1', true],
  ['W/"E1"', 'E1', true],
  ['W/"E1"', '"E1"', true],
  ['W/"E1"', 'W/"E2"', false],
  ['E1', 'e1', false],
])('%s and %s name the same version: %s', (one, other, same) => {
  expect(sameEtag(one, other)).toBe(same);
});
