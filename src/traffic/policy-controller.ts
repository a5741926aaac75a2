import type { Contract } from '../core/contract.ts';
import { UNOBSERVED } from '../core/hindrance.ts';
import type { JsonObject } from '../core/json.ts';
import type { Target } from '../core/target.ts';
import { SkipError } from '../core/test-context.ts';
import type { Deployment, PolicyController } from '../core/traffic.ts';
import { outcomeText } from '../rules/expect.ts';

/** A controller on which one policy is attached for good. */
export function fixedController(policy: JsonObject, host: string, stagingHost?: string): PolicyController {
  const unchangeable = async (): Promise<never> => {
    throw new SkipError('the attached policy cannot be changed', { hindrance: { kind: 'transport' } });
  };
  const deployment: Deployment = {
    policy,
    host,
    ...(stagingHost === undefined ? {} : { stagingHost }),
    update: unchangeable,
    detach: unchangeable,
    promote: unchangeable,
    close: async () => {},
  };
  return { fixed: policy, open: async () => deployment };
}

/**
 * A controller that is set up through the service's own operations: a primary distribution, a copy of it for staging, and a
 * policy between them. `label` begins the caller references, so that two runs do not meet.
 */
export function apiController(contract: Contract, target: Target, label: string): PolicyController {
  let opened = 0;
  const call = caller(target);
  return {
    async open(policy) {
      const reference = `${label}-${++opened}`;
      const config = {
        ...(contract.resources.Distribution!.minimal as JsonObject),
        ...PRIMARY,
        CallerReference: reference,
      };
      const primary = distributionIn(await call('CreateDistribution', { DistributionConfig: config }));
      const staging = distributionIn(
        await call('CopyDistribution', {
          PrimaryDistributionId: primary.id,
          IfMatch: primary.etag,
          CallerReference: `${reference}-staging`,
          Staging: true,
          Enabled: true,
        }),
      );
      const names = { StagingDistributionDnsNames: { Quantity: 1, Items: [staging.domainName] } };
      const created = await call('CreateContinuousDeploymentPolicy', {
        ContinuousDeploymentPolicyConfig: { ...names, ...policy },
      });
      const policyId = (created.ContinuousDeploymentPolicy as JsonObject).Id as string;
      const attach = async (id: string): Promise<void> => {
        await changeDistribution(call, primary.id, { ContinuousDeploymentPolicyId: id });
      };
      await attach(policyId);
      const deployment: Deployment = {
        policy: { ...names, ...policy },
        host: primary.domainName,
        stagingHost: staging.domainName,
        async update(changed) {
          const wanted = { ...names, ...changed };
          const { ETag } = await call('GetContinuousDeploymentPolicy', { Id: policyId });
          await call('UpdateContinuousDeploymentPolicy', {
            Id: policyId,
            IfMatch: ETag,
            ContinuousDeploymentPolicyConfig: wanted,
          });
          deployment.policy = wanted;
        },
        detach: () => attach(''),
        async promote() {
          const { ETag: first } = await call('GetDistribution', { Id: primary.id });
          const { ETag: second } = await call('GetDistribution', { Id: staging.id });
          await call('UpdateDistributionWithStagingConfig', {
            Id: primary.id,
            StagingDistributionId: staging.id,
            IfMatch: `${first}, ${second}`,
          });
        },
        async close() {
          await attach('');
          const { ETag } = await call('GetContinuousDeploymentPolicy', { Id: policyId });
          await call('DeleteContinuousDeploymentPolicy', { Id: policyId, IfMatch: ETag });
          for (const { id } of [staging, primary]) {
            const { etag } = await changeDistribution(call, id, { Enabled: false });
            await call('DeleteDistribution', { Id: id, IfMatch: etag });
          }
        },
      };
      return deployment;
    },
  };
}

const PRIMARY = { Enabled: true, Staging: false };

type CallOperation = (operation: string, input: JsonObject) => Promise<JsonObject>;

/** Calls a service. Throws SkipError for what is no success. */
function caller(target: Target): CallOperation {
  return async (operation, input) => {
    const outcome = await target.call({ operation, input });
    if (outcome.kind === 'response') return outcome.output;
    throw new SkipError(`${operation} was needed to set the deployment: ${outcomeText(outcome)}`, {
      hindrance: UNOBSERVED,
    });
  };
}

function distributionIn(output: JsonObject): { id: string; domainName: string; etag: string } {
  const { Id, DomainName } = output.Distribution as JsonObject;
  return { id: String(Id), domainName: String(DomainName), etag: String(output.ETag) };
}

async function changeDistribution(call: CallOperation, id: string, change: JsonObject): Promise<{ etag: string }> {
  const { ETag, Distribution } = await call('GetDistribution', { Id: id });
  const config = (Distribution as JsonObject).DistributionConfig as JsonObject;
  const output = await call('UpdateDistribution', {
    Id: id,
    IfMatch: ETag,
    DistributionConfig: { ...config, ...change },
  });
  return { etag: String(output.ETag) };
}
