import type { JsonObject } from '../core/json.ts';

/** A thing that the reference keeps: a policy or a distribution. */
export interface StoredResource {
  id: string;
  /** Place in the order of creation; what listings go by. */
  sequence: number;
  version: number;
  etag: string;
  /** ISO 8601. */
  modified: string;
  /** ISO 8601, of a thing that says when it was made. */
  created?: string;
  config: JsonObject;
}

export interface Distribution extends StoredResource {
  domainName: string;
  /** Milliseconds since 1970 at which a change has reached all of the network. */
  deployedAt: number;
  tags?: Tags;
}

/** Values by their keys. */
export type Tags = ReadonlyMap<string, string>;

/** All that one reference remembers. */
export interface ReferenceState {
  policies: Map<string, StoredResource>;
  distributions: Map<string, Distribution>;
  /** Things of other kinds, by kind. */
  collections: Map<string, Map<string, StoredResource>>;
  /** Staging distribution's domain name → id of the policy that names it. */
  claims: Map<string, string>;
  /** How often each name gave its name to an id; outlives what it named, so that no id comes twice. */
  uses: Map<string, number>;
  sequence: number;
  requests: number;
}

export function emptyState(): ReferenceState {
  return {
    policies: new Map(),
    distributions: new Map(),
    collections: new Map(),
    claims: new Map(),
    uses: new Map(),
    sequence: 0,
    requests: 0,
  };
}

/** How often `name` was used before this time; counts this time. */
export function useOf(state: ReferenceState, name: string): number {
  const before = state.uses.get(name) ?? 0;
  state.uses.set(name, before + 1);
  return before;
}
