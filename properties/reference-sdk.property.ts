import { readFileSync } from 'node:fs';
import {
  CloudFrontClient,
  CopyDistributionCommand,
  CreateContinuousDeploymentPolicyCommand,
  CreateDistributionCommand,
  DeleteContinuousDeploymentPolicyCommand,
  DeleteDistributionCommand,
  type DistributionConfig,
  GetContinuousDeploymentPolicyCommand,
  GetContinuousDeploymentPolicyConfigCommand,
  GetDistributionCommand,
  GetDistributionConfigCommand,
  ListContinuousDeploymentPoliciesCommand,
  ListDistributionsCommand,
  UpdateContinuousDeploymentPolicyCommand,
  UpdateDistributionCommand,
  UpdateDistributionWithStagingConfigCommand,
} from '@aws-sdk/client-cloudfront';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Contract } from '../src/core/contract.ts';
import { createReference } from '../src/reference/reference.ts';
import { type Served, serve } from '../src/reference/serve.ts';

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

const contract: Contract = JSON.parse(
  readFileSync(new URL('../fixtures/contract/cloudfront.json', import.meta.url), 'utf8'),
);

let served: Served;
let client: CloudFrontClient;

beforeEach(async () => {
  served = await serve(createReference({ contract }));
  client = new CloudFrontClient({
    endpoint: served.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  });
});

afterEach(async () => {
  client.destroy();
  await served.close();
});

const weighted = (name: string, Weight = 0.1) => ({
  StagingDistributionDnsNames: { Quantity: 1, Items: [name] },
  Enabled: true,
  TrafficConfig: {
    SingleWeightConfig: { Weight, SessionStickinessConfig: { IdleTTL: 300, MaximumTTL: 600 } },
    Type: 'SingleWeight' as const,
  },
});

const minimal = contract.resources.Distribution!.minimal as unknown as DistributionConfig;

test('the SDK creates, reads, updates, lists and deletes a policy', async () => {
  const config = weighted('d111111abcdef80.cloudfront.net');
  const created = await client.send(
    new CreateContinuousDeploymentPolicyCommand({ ContinuousDeploymentPolicyConfig: config }),
  );
  const Id = created.ContinuousDeploymentPolicy!.Id!;
  expect(created).toMatchObject({
    $metadata: { httpStatusCode: 201, requestId: expect.stringMatching(/./) },
    ETag: expect.stringMatching(/^E/),
    Location: expect.stringContaining(Id),
    ContinuousDeploymentPolicy: { ContinuousDeploymentPolicyConfig: config, LastModifiedTime: expect.any(Date) },
  });

  const changed = weighted('d111111abcdef80.cloudfront.net', 0.05);
  const updated = await client.send(
    new UpdateContinuousDeploymentPolicyCommand({
      Id,
      IfMatch: created.ETag,
      ContinuousDeploymentPolicyConfig: changed,
    }),
  );
  expect(updated.ETag).not.toBe(created.ETag);
  const read = await client.send(new GetContinuousDeploymentPolicyCommand({ Id }));
  expect(read.ETag).toBe(updated.ETag);
  expect(read.ContinuousDeploymentPolicy).toEqual(updated.ContinuousDeploymentPolicy);
  const readConfig = await client.send(new GetContinuousDeploymentPolicyConfigCommand({ Id }));
  expect(readConfig.ContinuousDeploymentPolicyConfig).toEqual(changed);

  const { ContinuousDeploymentPolicyList: list } = await client.send(new ListContinuousDeploymentPoliciesCommand({}));
  expect(list).toMatchObject({ Quantity: 1, Items: [{ ContinuousDeploymentPolicy: { Id } }] });

  await client.send(new DeleteContinuousDeploymentPolicyCommand({ Id, IfMatch: updated.ETag }));
  await expect(client.send(new GetContinuousDeploymentPolicyCommand({ Id }))).rejects.toMatchObject({
    name: 'NoSuchContinuousDeploymentPolicy',
    $metadata: { httpStatusCode: 404 },
  });
});

test('the SDK walks the whole workflow, from a distribution to the promotion and back to nothing', async () => {
  const primary = await client.send(
    new CreateDistributionCommand({
      DistributionConfig: {
        ...minimal,
        CallerReference: 'primary',
        Staging: false,
        Aliases: { Quantity: 1, Items: ['www.example.com'] },
      },
    }),
  );
  const primaryId = primary.Distribution!.Id!;
  const copy = await client.send(
    new CopyDistributionCommand({
      PrimaryDistributionId: primaryId,
      IfMatch: primary.ETag,
      Staging: true,
      CallerReference: 'staging',
    }),
  );
  const staging = copy.Distribution!;
  expect(staging).toMatchObject({
    Status: 'Deployed',
    DomainName: expect.stringMatching(/^d[a-z0-9]{13}\.cloudfront\.net$/),
    DistributionConfig: { Staging: true, Origins: minimal.Origins, Aliases: { Quantity: 0 } },
  });

  const edited = await client.send(
    new UpdateDistributionCommand({
      Id: staging.Id!,
      IfMatch: copy.ETag,
      DistributionConfig: { ...staging.DistributionConfig!, Comment: 'tried' },
    }),
  );
  const policy = await client.send(
    new CreateContinuousDeploymentPolicyCommand({ ContinuousDeploymentPolicyConfig: weighted(staging.DomainName!) }),
  );
  const policyId = policy.ContinuousDeploymentPolicy!.Id!;
  const attached = await client.send(
    new UpdateDistributionCommand({
      Id: primaryId,
      IfMatch: primary.ETag,
      DistributionConfig: { ...primary.Distribution!.DistributionConfig!, ContinuousDeploymentPolicyId: policyId },
    }),
  );
  await expect(
    client.send(new DeleteContinuousDeploymentPolicyCommand({ Id: policyId, IfMatch: policy.ETag })),
  ).rejects.toMatchObject({ name: 'ContinuousDeploymentPolicyInUse', $metadata: { httpStatusCode: 409 } });
  const shown = await client.send(new GetDistributionConfigCommand({ Id: staging.Id! }));
  expect(shown.DistributionConfig!.ContinuousDeploymentPolicyId).toBe(policyId);

  const promoted = await client.send(
    new UpdateDistributionWithStagingConfigCommand({
      Id: primaryId,
      StagingDistributionId: staging.Id!,
      IfMatch: `${attached.ETag}, ${edited.ETag}`,
    }),
  );
  expect(promoted.Distribution!.DistributionConfig).toMatchObject({
    Comment: 'tried',
    Aliases: { Items: ['www.example.com'] },
    ContinuousDeploymentPolicyId: policyId,
    CallerReference: 'primary',
    Staging: false,
  });
  const disabled = await client.send(new GetContinuousDeploymentPolicyCommand({ Id: policyId }));
  expect(disabled.ContinuousDeploymentPolicy!.ContinuousDeploymentPolicyConfig!.Enabled).toBe(false);
  expect(disabled.ETag).not.toBe(policy.ETag);

  // Teardown in the order that is demanded: detach, delete the policy, disable, delete.
  const detached = await client.send(
    new UpdateDistributionCommand({
      Id: primaryId,
      IfMatch: promoted.ETag,
      DistributionConfig: {
        ...promoted.Distribution!.DistributionConfig!,
        ContinuousDeploymentPolicyId: '',
        Enabled: false,
      },
    }),
  );
  const disable = new UpdateDistributionCommand({
    Id: staging.Id!,
    IfMatch: edited.ETag,
    DistributionConfig: { ...edited.Distribution!.DistributionConfig!, Enabled: false },
  });
  await expect(client.send(disable)).rejects.toMatchObject({ name: 'StagingDistributionInUse' });
  await client.send(new DeleteContinuousDeploymentPolicyCommand({ Id: policyId, IfMatch: disabled.ETag }));
  await expect(
    client.send(new DeleteDistributionCommand({ Id: staging.Id!, IfMatch: edited.ETag })),
  ).rejects.toMatchObject({ name: 'DistributionNotDisabled' });
  const still = await client.send(disable);
  await client.send(new DeleteDistributionCommand({ Id: staging.Id!, IfMatch: still.ETag }));
  await client.send(new DeleteDistributionCommand({ Id: primaryId, IfMatch: detached.ETag }));
  await expect(client.send(new GetDistributionCommand({ Id: primaryId }))).rejects.toMatchObject({
    name: 'NoSuchDistribution',
  });
  const { DistributionList: none } = await client.send(new ListDistributionsCommand({}));
  expect(none).toMatchObject({ Quantity: 0, IsTruncated: false });
});
