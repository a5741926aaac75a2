import type { JsonObject } from '../../core/json.ts';

/** A policy that sends a part of the viewers to a staging distribution. */
export function policyFor(name: string, change: JsonObject = {}): JsonObject {
  return {
    StagingDistributionDnsNames: { Quantity: 1, Items: [name] },
    Enabled: true,
    TrafficConfig: { SingleWeightConfig: { Weight: 0.05 }, Type: 'SingleWeight' },
    ...change,
  };
}

/** A policy that sends those viewers to a staging distribution that ask for it. */
export const headerPolicy = (name: string): JsonObject =>
  policyFor(name, {
    TrafficConfig: { SingleHeaderConfig: { Header: 'aws-cf-cd-conformance', Value: 'staging' }, Type: 'SingleHeader' },
  });
