import { expect, test } from 'vitest';
import { joinedContract } from '../contracts/contracts.ts';
import type { JsonObject } from '../core/json.ts';
import { caller } from '../reference/caller.ts';
import { createReference } from '../reference/reference.ts';
import { createDouble } from './double.ts';

const contract = joinedContract();

/** What is said of a distribution that is created with tags and with other members than a plain staging one has. */
async function violations(change: JsonObject, policyId = false): Promise<string[]> {
  const double = createDouble({ contract, service: () => createReference({ contract }).handle, signed: false });
  const call = caller(contract, double.handle);
  const minimal = contract.resources.Distribution!.minimal as JsonObject;
  let extra = change;
  if (policyId) {
    const config = { StagingDistributionDnsNames: { Quantity: 1, Items: ['d.cloudfront.net'] }, Enabled: true };
    const made = await call('CreateContinuousDeploymentPolicy', { ContinuousDeploymentPolicyConfig: config });
    if (made.kind !== 'response') throw new Error(made.kind);
    const { Id } = made.output.ContinuousDeploymentPolicy as { Id: string };
    extra = { ...change, ContinuousDeploymentPolicyId: Id };
  }
  const DistributionConfig = { ...minimal, CallerReference: 'a', DefaultRootObject: '', ...extra };
  const Tags = { Items: [{ Key: 'team', Value: 'edge' }] };
  await call('CreateDistributionWithTags', { DistributionConfigWithTags: { DistributionConfig, Tags } });
  return double.report().violations.map(({ rule, path }) => `${rule} ${path?.join('.')}`);
}

const place = 'DistributionConfigWithTags.DistributionConfig';

test('a plain one, with members that are empty as well, violates nothing', async () => {
  expect(await violations({})).toEqual([]);
});

test('aliases on a staging distribution are named', async () => {
  expect(await violations({ Aliases: { Quantity: 1, Items: ['a.example.com'] } })).toEqual([
    `workflow.refused-change ${place}.Aliases`,
  ]);
});

test('a policy attached at creation is named', async () => {
  expect(await violations({ Staging: false }, true)).toEqual([
    `workflow.refused-change ${place}.ContinuousDeploymentPolicyId`,
  ]);
});
