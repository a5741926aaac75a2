import type { JsonObject } from '../core/json.ts';
import type { NumberLimit, PolicyCheck, Write } from './checks/check.ts';
import { promote, stagingCopy } from './distributions/copying.ts';
import { thirteen, uuid } from './ids.ts';
import { type Page, type PageRequest, pageOf } from './paging.ts';
import type { StoredResource } from './state.ts';

/** What an answer shows a thing for. */
export type Showing = 'create' | 'read' | 'read-config' | 'update' | 'list';

/** What the name of a new thing is made of. `use`: how often this name was used before. */
export interface Naming {
  kind: 'policy' | 'distribution' | 'domain' | 'access-control' | 'key' | 'key-group' | 'behaviour-policy';
  seed: number;
  name: string;
  use: number;
}

/** A write's If-Match against the thing that it is for. */
export interface IfMatchCheck {
  given: string | undefined;
  current: string;
  operation: string;
}

/**
 * The decisions of an implementation. The documented ones are `plain`; a fault or a variant puts another in the place of
 * one, so that each says in a line or two what is different.
 */
export interface Behaviour {
  /** Whether a demand on a policy's configuration is enforced; open ones as is usual. */
  enforces(check: PolicyCheck, write: Write): boolean;
  /** Whether what a demand allows is refused, and what it forbids accepted. */
  inverts(check: PolicyCheck): boolean;
  /** The limit that is held against a number. */
  limit(rule: string, documented: NumberLimit): NumberLimit;
  /** The error code for bodies that are no document of their shape. */
  malformedCode: string;
  /** The configuration that a write leaves, of what was sent and what was there. */
  kept(sent: JsonObject, before: JsonObject | undefined): JsonObject;
  /** The thing as an answer shows it. */
  shown(entry: StoredResource, showing: Showing): StoredResource;
  precondition(precondition: IfMatchCheck): 'holds' | 'missing' | 'stale';
  /** The error code for an If-Match that is out of date. */
  staleCode: string;
  newId(naming: Naming): string;
  newEtag(id: string, version: number): string;
  /** ISO 8601 time of a change. `before`: that of the change before it. */
  modified(now: Date, before: string | undefined): string;
  page<E extends StoredResource>(entries: Iterable<E>, request: PageRequest): Page<E>;
  /** The number that a listing gives as its Quantity. */
  quantity(total: number, onPage: number): number;
  /** Milliseconds between an operation's looking at an If-Match and its writing. */
  window(operation: string): number;
  /** How many policies an account may have. */
  quota: number;
  /** Whether a policy may name a distribution that nobody created. */
  unknownNames: 'accepted' | 'refused';
  /** Milliseconds until a distribution's change has reached all of the network. */
  deploying: number;
  /** A staging distribution's configuration, made of its primary's. */
  copied(primary: JsonObject, sent: { callerReference: string; enabled: boolean }): JsonObject;
  /** A primary's configuration after the promotion of its staging distribution's. */
  promoted(primary: JsonObject, staging: JsonObject): JsonObject;
  promotionDisablesPolicy: boolean;
  /** Whether a thing that others rely on is protected from the change that would break them. */
  protects(what: Protection): boolean;
  /** Whether a demand on several members of a distribution's configuration is enforced, by its slug. */
  relates(slug: string): boolean;
}

/** The rules between distributions and policies that an implementation may forget. */
export type Protection =
  | 'second-policy'
  | 'attached-policy-delete'
  | 'attach-unknown-policy'
  | 'attach-twice'
  | 'attach-on-create'
  | 'attach-to-staging'
  | 'staging-disable'
  | 'staging-aliases'
  | 'enabled-delete'
  | 'staging-delete'
  | 'caller-reference'
  | 'fixed-caller-reference'
  | 'comment-length'
  | 'copy-needs-staging'
  | 'http3';

/** What the documentation says and what was recorded, and in open matters what is usual. */
export const plain: Behaviour = {
  enforces: (check) => check.open !== 'accept',
  inverts: () => false,
  limit: (_, documented) => documented,
  malformedCode: 'MalformedXML',
  kept: (sent) => sent,
  shown: (entry) => entry,
  precondition({ given, current }) {
    // No ETag of ours has other letters, so anything else is no version at all.
    if (given === undefined || !/^E[A-Z0-9]{13}$/.test(given)) return 'missing';
    return given === current ? 'holds' : 'stale';
  },
  staleCode: 'PreconditionFailed',
  newId({ kind, seed, name, use }) {
    if (kind === 'policy' || kind === 'key-group' || kind === 'behaviour-policy') return uuid(kind, seed, name, use);
    const letters = thirteen(kind, seed, name, use);
    if (kind === 'domain') return `d${letters}.cloudfront.net`;
    return `${kind === 'key' ? 'K' : 'E'}${letters.toUpperCase()}`;
  },
  newEtag: (id, version) => `E${thirteen('etag', id, version).toUpperCase()}`,
  modified(now, before) {
    const time = now.toISOString();
    return before !== undefined && before > time ? before : time;
  },
  page: pageOf,
  quantity: (total) => total,
  window: () => 0,
  quota: Number.POSITIVE_INFINITY,
  unknownNames: 'accepted',
  deploying: 0,
  copied: stagingCopy,
  promoted: promote,
  promotionDisablesPolicy: true,
  protects: () => true,
  relates: () => true,
};
