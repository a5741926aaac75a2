import { describe, expect, test } from 'vitest';
import { loadContract } from '../../contracts/load.ts';
import type { Json, JsonObject } from '../../core/json.ts';
import { describeRules } from '../../grade/testing/describe-rules.ts';
import { entryDifference } from './list-agrees.ts';

const contract = loadContract();
const resource = contract.resources.ContinuousDeploymentPolicy!;

const policy = (Weight: Json, LastModifiedTime = '2031-01-01T00:00:00.000Z'): JsonObject => ({
  Id: 'P1',
  LastModifiedTime,
  ContinuousDeploymentPolicyConfig: {
    StagingDistributionDnsNames: { Quantity: 1, Items: ['d1.cloudfront.net'] },
    Enabled: true,
    TrafficConfig: { SingleWeightConfig: { Weight }, Type: 'SingleWeight' },
  },
});

const between = (read: JsonObject, listed: JsonObject): string | undefined =>
  entryDifference(
    contract,
    resource,
    { ETag: 'E1', ContinuousDeploymentPolicy: read },
    { ContinuousDeploymentPolicy: listed },
  )?.text;

describe('an entry of a listing agrees with a read', () => {
  test.each([
    ['that gives a float in 32 bits', policy(0.15), policy(Math.fround(0.15))],
    ['that gives the same second in another form', policy(0.1), policy(0.1, '2031-01-01T00:00:00Z')],
    ['whose ETag is weak', policy(0.1), { ...policy(0.1), ETag: 'W/"E1"' }],
    ['whose ETag has quotation marks', policy(0.1), { ...policy(0.1), ETag: '"E1"' }],
    ['that says more than it', policy(0.1), { Id: 'P1' }],
  ])('%s', (_, read, listed) => {
    expect(between(read, listed)).toBeUndefined();
  });
});

describe('an entry of a listing contradicts a read', () => {
  test.each([
    ['by another number', policy(0.15), policy(0.149), 'Weight 0.149 in the list, 0.15 when read'],
    ['by another ETag', policy(0.1), { ...policy(0.1), ETag: 'W/"E2"' }, 'ETag "W/\\"E2\\"" in the list'],
  ])('%s', (_, read, listed, text) => {
    expect(between(read, listed)).toContain(text);
  });
});

describeRules([['lifecycle.list.agrees-with-read', 'list-shows-the-time-of-the-first']], {
  settle: 50,
  settleReads: 0,
});
