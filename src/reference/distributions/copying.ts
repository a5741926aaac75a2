import type { JsonObject } from '../../core/json.ts';

/** A staging distribution's configuration: the primary's, but for what is its own and what only a primary may have. */
export function stagingCopy(
  primary: JsonObject,
  { callerReference, enabled }: { callerReference: string; enabled: boolean },
): JsonObject {
  const { ContinuousDeploymentPolicyId: _, ...copy } = structuredClone(primary);
  return { ...copy, CallerReference: callerReference, Aliases: { Quantity: 0 }, Enabled: enabled, Staging: true };
}

/** What a primary keeps of its own when the staging configuration is promoted. */
const KEPT = ['CallerReference', 'Aliases', 'ContinuousDeploymentPolicyId', 'Staging'];

/** A primary's configuration after the promotion: the staging one, but for what it keeps. */
export function promote(primary: JsonObject, staging: JsonObject): JsonObject {
  const after = structuredClone(staging);
  for (const member of KEPT) {
    if (primary[member] === undefined) delete after[member];
    else after[member] = primary[member];
  }
  return after;
}
