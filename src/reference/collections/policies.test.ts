import { expect, test } from 'vitest';
import { joinedContract } from '../../contracts/contracts.ts';
import type { JsonObject } from '../../core/json.ts';
import type { Outcome } from '../../core/outcome.ts';
import { caller } from '../caller.ts';
import { createReference } from '../reference.ts';

const contract = joinedContract();
const account = () => caller(contract, createReference({ contract }).handle);
const CachePolicyConfig = { Name: 'mine', MinTTL: 5 };

const output = (outcome: Outcome): JsonObject => {
  if (outcome.kind !== 'response') throw new Error(JSON.stringify(outcome));
  return outcome.output;
};
const listed = (outcome: Outcome, kind: string) =>
  ((output(outcome)[`${kind}List`] as JsonObject).Items as JsonObject[]).map(
    (item) => (item[kind] as JsonObject)[`${kind}Config`] as { Name: string },
  );

test.each([
  ['CachePolicy', 'CachePolicies', 'Managed-CachingOptimized'],
  ['OriginRequestPolicy', 'OriginRequestPolicies', 'Managed-AllViewer'],
  ['ResponseHeadersPolicy', 'ResponseHeadersPolicies', 'Managed-SecurityHeadersPolicy'],
])('the managed policies of kind %s are listed and read', async (kind, plural, name) => {
  const call = account();
  const all = await call(`List${plural}`, { Type: 'managed' });
  expect(listed(all, kind).map(({ Name }) => Name)).toContain(name);
  const items = (output(all)[`${kind}List`] as JsonObject).Items as JsonObject[];
  for (const item of items) {
    const { Id } = item[kind] as JsonObject;
    expect(output(await call(`Get${kind}`, { Id: Id! }))).toMatchObject({
      ETag: expect.any(String),
      [kind]: item[kind],
    });
  }
  expect(listed(await call(`List${plural}`, { Type: 'custom' }), kind)).toEqual([]);
});

test('pages of a listing hold every policy once, managed and custom', async () => {
  const call = account();
  await call('CreateCachePolicy', { CachePolicyConfig });
  const names: string[] = [];
  let Marker: string | undefined;
  do {
    const page = await call('ListCachePolicies', { MaxItems: 2, ...(Marker === undefined ? {} : { Marker }) });
    names.push(...listed(page, 'CachePolicy').map(({ Name }) => Name));
    Marker = (output(page).CachePolicyList as { NextMarker?: string }).NextMarker;
  } while (Marker !== undefined);
  expect(names).toHaveLength(new Set(names).size);
  expect(names).toContain('mine');
  expect(names).toContain('Managed-CachingDisabled');
});

test('a policy of your own is created, changed and deleted, a managed one is neither changed nor deleted', async () => {
  const call = account();
  const made = output(await call('CreateCachePolicy', { CachePolicyConfig }));
  const { Id } = made.CachePolicy as { Id: string };
  const second = { ...CachePolicyConfig, MinTTL: 6 };
  const changed = output(await call('UpdateCachePolicy', { Id, IfMatch: made.ETag!, CachePolicyConfig: second }));
  expect(changed.CachePolicy).toMatchObject({ CachePolicyConfig: second });
  expect(await call('DeleteCachePolicy', { Id, IfMatch: changed.ETag! })).toMatchObject({ status: 204 });
  const managed = '658327ea-f89d-4fab-a63d-7e88639e58f6';
  const { ETag } = output(await call('GetCachePolicy', { Id: managed }));
  expect(await call('UpdateCachePolicy', { Id: managed, IfMatch: ETag!, CachePolicyConfig })).toMatchObject({
    error: { code: 'IllegalUpdate' },
  });
  expect(await call('DeleteCachePolicy', { Id: managed, IfMatch: ETag! })).toMatchObject({
    error: { code: 'IllegalDelete' },
  });
});

test('a policy that a distribution uses is not deleted', async () => {
  const call = account();
  const { ETag, CachePolicy } = output(await call('CreateCachePolicy', { CachePolicyConfig }));
  const { Id } = CachePolicy as { Id: string };
  const minimal = contract.resources.Distribution!.minimal as JsonObject;
  const { ForwardedValues: _, MinTTL: __, ...behaviour } = minimal.DefaultCacheBehavior as JsonObject;
  const DefaultCacheBehavior = { ...behaviour, CachePolicyId: Id };
  output(await call('CreateDistribution', { DistributionConfig: { ...minimal, DefaultCacheBehavior } }));
  expect(await call('DeleteCachePolicy', { Id, IfMatch: ETag! })).toMatchObject({
    error: { code: 'CachePolicyInUse' },
  });
});
