import fc from 'fast-check';
import type { ConversationService, JsonObject } from '../../src/index.ts';
import { loadContract } from '../../src/index.ts';

/** What the wrappers are asked for. */
export interface Rollout {
  /** Share of the traffic, up to 0.15. */
  weight: number;
  /** Seconds; idle is at most longest. */
  idle: number;
  longest: number;
}

export const rollouts: fc.Arbitrary<Rollout> = fc
  .record({
    thousandths: fc.integer({ min: 1, max: 150 }),
    a: fc.integer({ min: 300, max: 3600 }),
    b: fc.integer({ min: 300, max: 3600 }),
  })
  .map(({ thousandths, a, b }) => ({ weight: thousandths / 1000, idle: Math.min(a, b), longest: Math.max(a, b) }));

/** What is there before a wrapper is called. */
export interface Staging {
  /** A primary distribution without a policy. */
  primaryId: string;
  /** Name of a staging distribution that no policy names. */
  freeName: string;
  /** A policy that names another staging distribution. */
  policyId: string;
}

export type Site = ConversationService<Staging>;

/** Sets up a primary distribution, two staging ones and a policy. */
export async function arrange(
  _: Rollout,
  ask: (operation: string, input: JsonObject) => Promise<JsonObject>,
): Promise<Staging> {
  const primary = await ask('CreateDistribution', { DistributionConfig: distribution('primary') });
  const primaryId = (primary.Distribution as { Id: string }).Id;
  const copy = async (CallerReference: string): Promise<string> => {
    const { Distribution } = await ask('CopyDistribution', {
      PrimaryDistributionId: primaryId,
      Staging: true,
      IfMatch: primary.ETag!,
      CallerReference,
    });
    return (Distribution as { DomainName: string }).DomainName;
  };
  const made = await ask('CreateContinuousDeploymentPolicy', {
    ContinuousDeploymentPolicyConfig: {
      StagingDistributionDnsNames: { Quantity: 1, Items: [await copy('taken')] },
      Enabled: true,
      TrafficConfig: { Type: 'SingleWeight', SingleWeightConfig: { Weight: 0.1 } },
    },
  });
  const policyId = (made.ContinuousDeploymentPolicy as { Id: string }).Id;
  return { primaryId, freeName: await copy('free'), policyId };
}

const minimal = loadContract().resources.Distribution!.minimal as JsonObject;

/** The smallest configuration of a primary distribution. */
export function distribution(CallerReference: string): JsonObject {
  return { ...minimal, CallerReference, Staging: false };
}
