import type { Resource } from './contract.ts';
import type { JsonObject } from './json.ts';
import type { Step } from './test-context.ts';

/** A resource that a run made: what is needed to address it, change it and delete it. */
export interface ResourceHandle {
  resource: Resource;
  id: string;
  /** The latest ETag; empty where none was answered. */
  etag: string;
  /** The configuration that was last accepted. */
  config: JsonObject;
  /** What updates replaced: the configuration of the create and the latest one. */
  past?: readonly JsonObject[];
  /** The call that made it. */
  made: Step;
}
