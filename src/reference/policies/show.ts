import type { JsonObject } from '../../core/json.ts';
import type { Entry } from '../state.ts';

/** A policy as answers hold it. */
export function policyBody({ id, modified, config }: Entry): JsonObject {
  return { Id: id, LastModifiedTime: modified, ContinuousDeploymentPolicyConfig: config };
}
