import type { JsonObject } from '../../core/json.ts';
import type { StoredResource } from '../state.ts';

/** A policy as answers hold it. */
export function policyBody({ id, modified, config }: StoredResource): JsonObject {
  return { Id: id, LastModifiedTime: modified, ContinuousDeploymentPolicyConfig: config };
}
