import { Agent, request as plainRequest } from 'node:http';
import {
  CloudFront,
  CloudFrontClient,
  type CloudFrontClientConfig,
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
  paginateListDistributions,
  UpdateContinuousDeploymentPolicyCommand,
  UpdateDistributionCommand,
  UpdateDistributionWithStagingConfigCommand,
} from '@aws-sdk/client-cloudfront';
import { request as undiciRequest } from 'undici';
import type { WrapperUnderTest } from '../../src/index.ts';
import { change, Refused, RIGHT, tryOut } from './rest.ts';
import { distribution, type Rollout, type Staging } from './staging.ts';

type Right = WrapperUnderTest<Rollout, Staging>;

const config = (endpoint: string): CloudFrontClientConfig => ({
  endpoint,
  region: 'us-east-1',
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  retryStrategy: atOnce,
});

/** The SDK's own judgement of what is worth a retry, but without its waits. */
const atOnce: NonNullable<CloudFrontClientConfig['retryStrategy']> = {
  acquireInitialRetryToken: async () => token(0),
  refreshRetryTokenForRetry: async (before, { errorType }) => {
    if (errorType === 'CLIENT_ERROR' || before.getRetryCount() >= 3) throw new Error('no more');
    return token(before.getRetryCount() + 1);
  },
  recordSuccess: () => {},
};

const token = (count: number) => ({ getRetryCount: () => count, getRetryDelay: () => 0 });

const policy = ({ weight, idle, longest }: Rollout, name: string, Enabled = true) => ({
  StagingDistributionDnsNames: { Quantity: 1, Items: [name] },
  Enabled,
  TrafficConfig: {
    Type: 'SingleWeight' as const,
    SingleWeightConfig: { Weight: weight, SessionStickinessConfig: { IdleTTL: idle, MaximumTTL: longest } },
  },
});

const nameOf = (error: unknown): string => (error as Error).name;

/** Deletes a policy whatever its version; one that is gone is gone. */
async function discard(client: CloudFrontClient, Id: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const { ETag } = await client.send(new GetContinuousDeploymentPolicyCommand({ Id }));
      await client.send(new DeleteContinuousDeploymentPolicyCommand({ Id, IfMatch: ETag }));
      return;
    } catch (error) {
      if (nameOf(error) === 'NoSuchContinuousDeploymentPolicy') return;
      if (nameOf(error) !== 'PreconditionFailed' || attempt > 2) throw error;
    }
  }
}

/** Single commands of the SDK; the policy that it made is deleted where the second step fails. */
const commands: Right = async (rollout, { endpoint, arranged: { freeName } }) => {
  const client = new CloudFrontClient(config(endpoint));
  const made = await client.send(
    new CreateContinuousDeploymentPolicyCommand({
      ContinuousDeploymentPolicyConfig: policy(rollout, freeName, false),
    }),
  );
  const Id = made.ContinuousDeploymentPolicy!.Id!;
  try {
    await client.send(
      new UpdateContinuousDeploymentPolicyCommand({
        Id,
        IfMatch: made.ETag,
        ContinuousDeploymentPolicyConfig: policy(rollout, freeName),
      }),
    );
  } catch (error) {
    await discard(client, Id);
    throw error;
  }
};

/** The aggregated client, with a result in the place of an exception. */
const aggregated: Right = async (rollout, { endpoint, arranged: { policyId } }) => {
  const cloudfront = new CloudFront(config(endpoint));
  try {
    const read = await cloudfront.getContinuousDeploymentPolicyConfig({ Id: policyId });
    const before = read.ContinuousDeploymentPolicyConfig!;
    const { ETag } = await cloudfront.updateContinuousDeploymentPolicy({
      Id: policyId,
      IfMatch: read.ETag,
      ContinuousDeploymentPolicyConfig: { ...before, TrafficConfig: policy(rollout, '').TrafficConfig },
    });
    return { ok: true, version: ETag };
  } catch (error) {
    return { ok: false, error };
  }
};

/** Pages through the distributions, two at a time, and changes the comment of each primary one that has another. */
const paginated: Right = async (_, { endpoint }) => {
  const client = new CloudFrontClient(config(endpoint));
  for await (const { DistributionList } of paginateListDistributions({ client, pageSize: 2 }, {})) {
    for (const { Id, Staging, Comment } of DistributionList?.Items ?? []) {
      if (Staging || Comment === 'seen') continue;
      const { DistributionConfig, ETag } = await client.send(new GetDistributionConfigCommand({ Id: Id! }));
      await client.send(
        new UpdateDistributionCommand({
          Id: Id!,
          IfMatch: ETag,
          DistributionConfig: { ...DistributionConfig!, Comment: 'seen' },
        }),
      );
    }
  }
};

/** Makes sure that there is one: tries to create it, and where the name is taken finds and updates the one that has it. */
const ensured: Right = async (rollout, { endpoint, arranged: { policyId } }) => {
  const client = new CloudFrontClient(config(endpoint));
  const there = await client.send(new GetContinuousDeploymentPolicyCommand({ Id: policyId }));
  const name =
    there.ContinuousDeploymentPolicy!.ContinuousDeploymentPolicyConfig!.StagingDistributionDnsNames!.Items![0]!;
  try {
    await client.send(
      new CreateContinuousDeploymentPolicyCommand({ ContinuousDeploymentPolicyConfig: policy(rollout, name) }),
    );
  } catch (error) {
    if (nameOf(error) !== 'StagingDistributionInUse' && nameOf(error) !== 'ContinuousDeploymentPolicyAlreadyExists')
      throw error;
    let Marker: string | undefined;
    do {
      const { ContinuousDeploymentPolicyList: page } = await client.send(
        new ListContinuousDeploymentPoliciesCommand({ MaxItems: 1, ...(Marker === undefined ? {} : { Marker }) }),
      );
      for (const { ContinuousDeploymentPolicy } of page?.Items ?? []) {
        const { Id, ContinuousDeploymentPolicyConfig: held } = ContinuousDeploymentPolicy!;
        if (!held?.StagingDistributionDnsNames?.Items?.includes(name)) continue;
        const { ETag } = await client.send(new GetContinuousDeploymentPolicyConfigCommand({ Id: Id! }));
        await client.send(
          new UpdateContinuousDeploymentPolicyCommand({
            Id: Id!,
            IfMatch: ETag,
            ContinuousDeploymentPolicyConfig: policy(rollout, name),
          }),
        );
      }
      Marker = page?.NextMarker;
    } while (Marker !== undefined);
  }
};

/** Creates a policy and attaches it to the primary distribution; what it made is deleted where that fails. */
const attached: Right = async (rollout, { endpoint, arranged: { freeName, primaryId } }) => {
  const client = new CloudFrontClient(config(endpoint));
  const made = await client.send(
    new CreateContinuousDeploymentPolicyCommand({ ContinuousDeploymentPolicyConfig: policy(rollout, freeName) }),
  );
  const Id = made.ContinuousDeploymentPolicy!.Id!;
  try {
    for (let attempt = 1; ; attempt += 1) {
      const read = await client.send(new GetDistributionConfigCommand({ Id: primaryId }));
      try {
        await client.send(
          new UpdateDistributionCommand({
            Id: primaryId,
            IfMatch: read.ETag,
            DistributionConfig: { ...read.DistributionConfig!, ContinuousDeploymentPolicyId: Id },
          }),
        );
        return Id;
      } catch (error) {
        if (nameOf(error) !== 'PreconditionFailed' || attempt > 2) throw error;
      }
    }
  } catch (error) {
    await discard(client, Id).catch((second) => {
      throw new AggregateError([error, second], 'not attached, and not taken back either');
    });
    throw error;
  }
};

/** The whole workflow from a distribution to the promotion, and everything away again in the documented order. */
const wholeWorkflow: Right = async (rollout, { endpoint }) => {
  const client = new CloudFrontClient(config(endpoint));
  const undo: (() => Promise<void>)[] = [];
  const dropDistribution = async (Id: string): Promise<void> => {
    const { Distribution, ETag } = await client.send(new GetDistributionCommand({ Id }));
    const { ETag: disabled } = await client.send(
      new UpdateDistributionCommand({
        Id,
        IfMatch: ETag,
        DistributionConfig: { ...Distribution!.DistributionConfig!, Enabled: false },
      }),
    );
    await client.send(new DeleteDistributionCommand({ Id, IfMatch: disabled }));
  };
  const detach = async (Id: string): Promise<void> => {
    const { DistributionConfig, ETag } = await client.send(new GetDistributionConfigCommand({ Id }));
    if (!DistributionConfig!.ContinuousDeploymentPolicyId) return;
    const detached = { ...DistributionConfig!, ContinuousDeploymentPolicyId: '' };
    await client.send(new UpdateDistributionCommand({ Id, IfMatch: ETag, DistributionConfig: detached }));
  };
  try {
    const primary = await client.send(
      new CreateDistributionCommand({
        DistributionConfig: distribution('whole workflow') as unknown as DistributionConfig,
      }),
    );
    const primaryId = primary.Distribution!.Id!;
    undo.unshift(() => dropDistribution(primaryId));
    const copy = await client.send(
      new CopyDistributionCommand({
        PrimaryDistributionId: primaryId,
        Staging: true,
        IfMatch: primary.ETag,
        CallerReference: 'whole workflow, staging',
      }),
    );
    const stagingId = copy.Distribution!.Id!;
    undo.unshift(() => dropDistribution(stagingId));
    const made = await client.send(
      new CreateContinuousDeploymentPolicyCommand({
        ContinuousDeploymentPolicyConfig: policy(rollout, copy.Distribution!.DomainName!),
      }),
    );
    const policyId = made.ContinuousDeploymentPolicy!.Id!;
    undo.unshift(() => discard(client, policyId));
    undo.unshift(() => detach(primaryId));
    const attachedTo = await client.send(
      new UpdateDistributionCommand({
        Id: primaryId,
        IfMatch: primary.ETag,
        DistributionConfig: { ...primary.Distribution!.DistributionConfig!, ContinuousDeploymentPolicyId: policyId },
      }),
    );
    await client.send(
      new UpdateDistributionWithStagingConfigCommand({
        Id: primaryId,
        StagingDistributionId: stagingId,
        IfMatch: `${attachedTo.ETag}, ${copy.ETag}`,
      }),
    );
  } finally {
    for (const step of undo) await step();
  }
};

/** node:http with one connection kept alive. */
const keptAlive: Right = async (rollout, site) => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const send: typeof RIGHT.send = (url, { method, body }, headers) =>
    new Promise((resolve, reject) => {
      const outgoing = plainRequest(url, { method, headers, agent }, (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk) => chunks.push(chunk));
        incoming.on('error', reject);
        incoming.on('end', () =>
          resolve({
            status: incoming.statusCode!,
            etag: String(incoming.headers.etag ?? ''),
            id: incoming.headers.location?.split('/').at(-1) ?? '',
            text: Buffer.concat(chunks).toString(),
          }),
        );
      });
      outgoing.on('error', reject);
      outgoing.end(body);
    });
  try {
    await tryOut({ ...RIGHT, send })(rollout, site);
  } finally {
    agent.destroy();
  }
};

/** undici, with a retry of its own that waits longer each time and gives up on what is refused. */
const patientUndici: Right = change({
  ...RIGHT,
  send: async (url, { method, body }, headers) => {
    const answer = await undiciRequest(url, { method: method as 'GET', headers, body: body ?? null });
    const id =
      String(answer.headers.location ?? '')
        .split('/')
        .at(-1) ?? '';
    return {
      status: answer.statusCode,
      etag: String(answer.headers.etag ?? ''),
      id,
      text: await answer.body.text(),
    };
  },
  again: (error, attempt) =>
    attempt < 5 &&
    (error instanceof Refused ? error.status >= 500 || error.status === 429 || /^Throttl/.test(error.code) : true),
});

/** Wrappers that do everything right, each in its own style. */
export const RIGHT_WRAPPERS: Record<string, Right> = {
  'commands of the SDK': commands,
  'the aggregated client, with results': aggregated,
  'a paginator over distributions': paginated,
  'create or find and update': ensured,
  'create and attach, or take back': attached,
  'the whole workflow and back': wholeWorkflow,
  'fetch with SigV4: read, modify, write': change(RIGHT),
  'fetch with SigV4: create, change, delete': tryOut(RIGHT),
  'node:http with a kept connection': keptAlive,
  'undici with a retry of its own': patientUndici,
};
