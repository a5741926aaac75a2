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
