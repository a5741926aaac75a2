import { joinedContract } from '../../src/contracts/contracts.ts';
import type { JsonObject } from '../../src/core/json.ts';
import { createReference, type Reference } from '../../src/exports/reference.ts';
import { caller } from '../../src/reference/caller.ts';

/** A reference with a primary and a staging distribution and a policy attached between them, and their ids, as programs take them. */
export async function deployed(): Promise<{ reference: Reference; variables: Record<string, string> }> {
  const contract = joinedContract();
  const reference = createReference({ contract });
  const call = caller(contract, reference.handle);
  const made = async (operation: string, input: JsonObject): Promise<JsonObject> => {
    const outcome = await call(operation, input);
    if (outcome.kind !== 'response') throw new Error(`${operation}: ${JSON.stringify(outcome)}`);
    return outcome.output;
  };
  const DistributionConfig = { ...(contract.resources.Distribution!.original as JsonObject), CallerReference: 'now' };
  const first = await made('CreateDistribution', { DistributionConfig });
  const { Id: PRIMARY } = first.Distribution as { Id: string };
  const copy = { PrimaryDistributionId: PRIMARY, IfMatch: first.ETag!, Staging: true, CallerReference: 'next' };
  const { DomainName: NAME } = (await made('CopyDistribution', copy)).Distribution as { DomainName: string };
  const StagingDistributionDnsNames = { Quantity: 1, Items: [NAME] };
  const policy = await made('CreateContinuousDeploymentPolicy', {
    ContinuousDeploymentPolicyConfig: { StagingDistributionDnsNames, Enabled: true },
  });
  const { Id: POLICY } = policy.ContinuousDeploymentPolicy as { Id: string };
  const attached = await made('UpdateDistribution', {
    Id: PRIMARY,
    IfMatch: first.ETag!,
    DistributionConfig: { ...DistributionConfig, ContinuousDeploymentPolicyId: POLICY },
  });
  const variables = { PRIMARY, NAME, POLICY, ETAG: String(policy.ETag), PRIMARY_ETAG: String(attached.ETag) };
  return { reference, variables };
}
