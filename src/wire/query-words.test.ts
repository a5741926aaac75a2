import { expect, test } from 'vitest';
import { joinedContract } from '../contracts/contracts.ts';
import { requestDecoder } from './decode-request.ts';
import { encoder } from './encode.ts';

const contract = joinedContract();
const encode = encoder(contract);
const decode = requestDecoder(contract);
const Resource = 'arn:aws:cloudfront::123456789012:distribution/E1';

test.each([
  ['ListTagsForResource', { Resource }, /\/tagging\?Resource=/],
  ['TagResource', { Resource, Tags: { Items: [{ Key: 'a', Value: 'b' }] } }, /\/tagging\?Operation=Tag&Resource=/],
  ['UntagResource', { Resource, TagKeys: { Items: ['a'] } }, /\/tagging\?Operation=Untag&Resource=/],
])('the query tells %s from the others at its path', (operation, input, path) => {
  const encoded = encode(operation, input);
  if ('unsent' in encoded) throw new Error(encoded.unsent);
  expect(encoded.request.path).toMatch(path);
  expect(decode(encoded.request)).toEqual({ operation, input });
});

test.each([
  ['POST', '/2020-05-31/distribution', 'CreateDistribution'],
  ['POST', '/2020-05-31/distribution?WithTags', 'CreateDistributionWithTags'],
  ['POST', '/2020-05-31/distribution?WithTags=', 'CreateDistributionWithTags'],
  ['POST', '/2020-05-31/distribution?x=WithTags', 'CreateDistribution'],
  ['POST', '/2020-05-31/tagging?Operation=Other', undefined],
])('%s %s is a call of %s', (method, path, operation) => {
  expect(decode({ method, path, headers: {}, body: new Uint8Array(0) }).operation).toBe(operation);
});
