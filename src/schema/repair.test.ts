import { expect, test } from 'vitest';
import { joinedContract } from '../contracts/contracts.ts';
import type { JsonObject } from '../core/json.ts';
import { violationCases } from './cases.ts';
import { createClassifier } from './classifier.ts';
import { constraints } from './constraints.ts';
import { repaired } from './repair.ts';

const contract = joinedContract();
const judge = createClassifier(contract);

const policy = (weight: JsonObject): JsonObject => ({
  ContinuousDeploymentPolicyConfig: {
    StagingDistributionDnsNames: { Quantity: 3, Items: ['d111111abcdef8.cloudfront.net'] },
    Enabled: true,
    TrafficConfig: { Type: 'singleweight', SingleWeightConfig: weight },
  },
});

test('only what is wrong is changed', () => {
  const sent = policy({ Weight: 0.5, SessionStickinessConfig: { IdleTTL: 700, MaximumTTL: 600 } });
  expect(repaired(contract, judge, 'CreateContinuousDeploymentPolicy', sent)).toEqual({
    ContinuousDeploymentPolicyConfig: {
      StagingDistributionDnsNames: { Quantity: 1, Items: ['d111111abcdef8.cloudfront.net'] },
      Enabled: true,
      TrafficConfig: {
        Type: 'SingleWeight',
        SingleWeightConfig: { Weight: 0.15, SessionStickinessConfig: { IdleTTL: 600, MaximumTTL: 600 } },
      },
    },
  });
});

const writes = Object.values(contract.operations).filter(({ method }) => method !== 'GET');

test.each(writes.map(({ name, input }) => [name, input]))(
  'every violation of %s can be repaired',
  (operation, shape) => {
    for (const constraint of constraints(contract, shape)) {
      for (const { name, input } of violationCases(contract, shape, constraint)) {
        if (judge(operation, input).answer !== 'broken') continue;
        const mended = repaired(contract, judge, operation, input);
        expect(mended, `${constraint.id}: ${name}`).toBeDefined();
      }
    }
  },
);
