import { expect, test } from 'vitest';
import { joinedContract } from '../contracts/contracts.ts';
import type { JsonObject } from '../core/json.ts';
import type { Outcome } from '../core/outcome.ts';
import { caller } from './caller.ts';
import { createReference } from './reference.ts';

const contract = joinedContract();
const DistributionConfig = { ...(contract.resources.Distribution!.minimal as JsonObject), CallerReference: 'tagged' };
const tag = (Key: string, Value?: string): JsonObject => (Value === undefined ? { Key } : { Key, Value });

const short = (outcome: Outcome): string =>
  outcome.kind === 'refused' ? `${outcome.status} ${outcome.error.code}` : outcome.kind;

function account() {
  const call = caller(contract, createReference({ contract }).handle);
  const create = (...Items: JsonObject[]) =>
    call('CreateDistributionWithTags', { DistributionConfigWithTags: { DistributionConfig, Tags: { Items } } });
  const tagsOf = async (Resource: string) => {
    const outcome = await call('ListTagsForResource', { Resource });
    if (outcome.kind !== 'response') throw new Error(short(outcome));
    return ((outcome.output.Tags as JsonObject).Items ?? []) as JsonObject[];
  };
  return { call, create, tagsOf };
}

function arnOf(outcome: Outcome): string {
  if (outcome.kind !== 'response') throw new Error(short(outcome));
  return (outcome.output.Distribution as { ARN: string }).ARN;
}

test('a distribution is created with tags, which are then added to, replaced and removed', async () => {
  const { call, create, tagsOf } = account();
  const created = await create(tag('team', 'edge'), tag('stage', 'blue'));
  expect(created).toMatchObject({ kind: 'response', status: 201, output: { ETag: expect.any(String) } });
  const Resource = arnOf(created);
  expect(await tagsOf(Resource)).toEqual([tag('team', 'edge'), tag('stage', 'blue')]);
  const Tags = { Items: [tag('stage', 'green'), tag('cost')] };
  expect(await call('TagResource', { Resource, Tags })).toMatchObject({ kind: 'response', status: 204 });
  expect(await tagsOf(Resource)).toEqual([tag('team', 'edge'), tag('stage', 'green'), tag('cost', '')]);
  await call('UntagResource', { Resource, TagKeys: { Items: ['team', 'unknown'] } });
  expect(await tagsOf(Resource)).toEqual([tag('stage', 'green'), tag('cost', '')]);
});

test('a distribution that was created without tags has none, and its tags do not outlive it', async () => {
  const { call, tagsOf } = account();
  const created = await call('CreateDistribution', { DistributionConfig: { ...DistributionConfig, Enabled: false } });
  const Resource = arnOf(created);
  expect(await tagsOf(Resource)).toEqual([]);
  const { ETag, Distribution } = (created as { output: JsonObject }).output;
  await call('DeleteDistribution', { Id: (Distribution as JsonObject).Id, IfMatch: ETag });
  expect(short(await call('ListTagsForResource', { Resource }))).toBe('404 NoSuchResource');
});

test('tagging changes no version', async () => {
  const { call, create } = account();
  const created = await create();
  const { ETag, Distribution } = (created as { output: JsonObject }).output;
  await call('TagResource', { Resource: arnOf(created), Tags: { Items: [tag('a', 'b')] } });
  expect(await call('GetDistribution', { Id: (Distribution as JsonObject).Id })).toMatchObject({ output: { ETag } });
});

test.each<[string, string, JsonObject, string]>([
  ['a text that is no ARN', 'ListTagsForResource', { Resource: 'x' }, '400 InvalidArgument'],
  [
    'an unknown distribution',
    'TagResource',
    { Resource: 'arn:aws:cloudfront::123456789012:distribution/E1', Tags: { Items: [] } },
    '404 NoSuchResource',
  ],
])('%s is refused', async (_, operation, input, answer) => {
  expect(short(await account().call(operation, input))).toBe(answer);
});

test.each([
  ['an empty key', tag('', 'x')],
  ['a key that is too long', tag('x'.repeat(129))],
  ['a value that is too long', tag('x', 'y'.repeat(257))],
])('%s is refused, and nothing is created', async (_, one) => {
  const { call, create } = account();
  expect(short(await create(one))).toBe('400 InvalidTagging');
  expect(await call('ListDistributions', {})).toMatchObject({ output: { DistributionList: { Quantity: 0 } } });
});
