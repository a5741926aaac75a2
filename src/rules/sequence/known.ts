import { operationsOf, type Verb, verbOf } from '../../contracts/resource.ts';
import type { Contract, Resource } from '../../core/contract.ts';
import type { JsonObject } from '../../core/json.ts';
import type { Classifier } from '../../schema/classifier.ts';

/** What the calls so far tell of one resource. */
export interface Known {
  resource: Resource;
  id: string;
  /** `unclear`: the latest write was none whose effect is documented. The next read tells. */
  life: 'live' | 'gone' | 'unclear';
  /** Empty where no answer told it. */
  etag: string;
  older: string[];
  updates: number;
  /** As the latest answer showed it or, where none did, as it was sent. */
  config?: JsonObject;
  /** The configuration is what was sent. `lenient`: the documentation is silent on part of it. */
  sent?: { lenient: boolean };
  /** What the latest read of each kind showed, where no write came since. */
  reads: Map<string, JsonObject>;
  /** Another resource may use it. */
  maybeUsed: boolean;
}

/** What the calls of one sequence, taken one after the other, tell. */
export interface SequenceWatch {
  contract: Contract;
  classify: Classifier;
  /** Whether a text was given as the name of something that exists. */
  isGiven: (text: string) => boolean;
  known: Map<string, Known>;
  /** Names of other resources that creates and updates have claimed so far, and values that may be used once. */
  claimed: Set<string>;
}

export interface Meaning {
  resource: Resource;
  verb: Verb;
}

/** What each operation does to which resource; undefined for one that is not among the usual six. */
export function meanings({ resources }: Contract): ReadonlyMap<string, Meaning> {
  const found = new Map<string, Meaning>();
  for (const resource of Object.values(resources))
    for (const operation of operationsOf(resource))
      found.set(operation, { resource, verb: verbOf(resource, operation)! });
  return found;
}

/** Takes it that a call may have done anything to a resource. */
export function becomeUnclear(known: Known): void {
  known.life = 'unclear';
  known.reads.clear();
  delete known.config;
  delete known.sent;
}

/** A resource that a call answered with. */
export const newKnown = (resource: Resource, id: string, etag: string): Known => ({
  resource,
  id,
  life: 'live',
  etag,
  older: [],
  updates: 0,
  reads: new Map(),
  maybeUsed: false,
});
