import type { Basis } from './evidence.ts';
import type { Json, Path } from './json.ts';

/** A documented service as data: everything that the generic code knows of it. Built by `contract build`. */
export interface Contract {
  $schema: 'https://json-schema.org/draft/2020-12/schema';
  /** Version of this file's own layout. */
  format: 1;
  service: ServiceInfo;
  /** The documentation that it was built from. */
  source: { package: string; version: string };
  operations: Record<string, Operation>;
  /** The service's other operations, `METHOD /path?query`, of which nothing more is known here; sorted. */
  elsewhere?: string[];
  errors: Record<string, ErrorShape>;
  resources: Record<string, Resource>;
  /** By keyword: with which codes a request that breaks it is refused. */
  refusals?: Record<string, { codes: string[]; basis: Basis }>;
  /** Every shape that the operations reach, by its documented name. */
  $defs: Record<string, Schema>;
}

export interface ServiceInfo {
  name: string;
  apiVersion: string;
  /** The XML namespace of every document that is sent or answered. */
  namespace: string;
  host: string;
  signing: { name: string; region: string };
}

export interface Operation {
  name: string;
  method: string;
  /** Starts with a slash; `{Label}` stands where a label member goes. It may end with a query that tells the operation from others, such as `?WithTags`. */
  path: string;
  /** The documented status of a success. */
  status: number;
  /** Name of the request's shape in `$defs`. */
  input: string;
  /** Name of the answer's shape in `$defs`; null where nothing comes back. */
  output: string | null;
  /** Names of the errors documented for this operation, sorted. */
  errors: string[];
  basis: Basis;
}

export interface ErrorShape {
  status: number;
  fault: 'client' | 'server';
  basis: Basis;
}

/** Where a member travels; without one it is an element of the body. */
export type Binding = { label: true } | { header: string } | { query: string } | { payload: true };

/**
 * A node of the schema dialect: JSON Schema 2020-12 plus the keywords that the documentation needs.
 * Each keyword has one file in schema/keywords/. `basis` holds the evidence of each keyword of this node;
 * a member's `required` is kept in its parent's list and in the member's own `basis`.
 */
export interface Schema {
  $ref?: string;
  type?: 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean';
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  enum?: Json[];
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  exclusiveMaximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  uniqueItems?: boolean;
  pattern?: string;
  /** Text that the value must hold; how it is read is said in schema/keywords/prefix.ts. */
  prefix?: string;
  /** Text that the value must not begin with. */
  notPrefix?: string;
  /** Name of the sibling that this number must not exceed. */
  atMost?: string;
  /** Name of the sibling that this number must not fall below. */
  atLeast?: string;
  /** Name of the sibling list whose items this number counts. */
  countOf?: string;
  /** At most this many digits after the decimal point. */
  decimals?: number;
  /** The member named by the value of `by`, and no other of `members`, is present. */
  selects?: { by: string; members: Record<string, string> };
  /** Names of siblings that must have a value where this member has one. */
  requires?: string[];
  /** Names of siblings that must have no value where this member has one. */
  excludes?: string[];
  /** The member is left out where the sibling `by` has one of the values. */
  excludedWhen?: { by: string; values: Json[] };
  /** Of a shape: `member` must have a value where the member `by` has one of the values. */
  requiredWhen?: { member: string; by: string; values: Json[] }[];
  /** Of a shape: groups of members of each of which at least one must have a value. */
  needsOneOf?: string[][];
  /** Of a list: the member in which no two items have the same value. */
  uniqueBy?: string;
  /** The documented form of a text, in which `<…>` and `ID-of-…` stand for what differs. */
  form?: string;
  /** The only characters of a text: single ones and ranges such as `a-z`, with blanks between them; `space` is the blank. */
  characters?: string;
  /** This number must not fall below `member` of any of the sibling `structures`. */
  atLeastWithin?: { member: string; structures: string[] };
  /** The value names an existing resource: its kind and which member of it is meant. */
  names?: { resource: string; member: string };
  /** Whether the order of the list means something, so that it must be kept. */
  ordered?: boolean;
  /** What is stated or recorded as allowed, within what is not forbidden. A value outside of it is open. */
  supported?: Schema;
  /** int32, int64, float, double or date-time. */
  format?: string;
  binding?: Binding;
  /** The element's name where it differs from the member's (always given for list items). */
  xmlName?: string;
  /** Values that the documentation itself shows. */
  examples?: Json[];
  basis?: Record<string, Basis>;
}

/** A kind of thing that operations create, read, update, delete and list: its documentation as a whole. */
export interface Resource {
  name: string;
  errors: {
    notFound: string;
    inUse?: string;
    alreadyExists?: string;
    tooMany?: string;
    missingIfMatch: string;
    staleIfMatch: string[];
  };
  /** Values inside the config that name other resources; exclusive: only one resource may name it at a time. */
  dependsOn?: {
    path: Path;
    resource: string;
    member: Path;
    exclusive: boolean;
    /** What the configuration of a resource that may be named holds. */
    only?: { path: Path; equals: Json };
    error?: string;
    /** The value that lets go of it; absent where it can't be let go of. */
    detach?: Json;
  }[];
  /** Members of the config whose value is unique in the account (a caller reference, a name); `fixed`: no update may change it. */
  unique?: { path: Path; error: string; fixed?: true }[];
  /** What must be done to it before a delete is accepted, in order. */
  teardown?: { set: Path; to: Json; wait?: { path: Path; equals: Json } }[];
  /** Smallest configuration, for resources that are only needed by others. */
  minimal?: Json;
  /** Smallest configuration of one that another can be made from, where that differs. */
  original?: Json;
  /** With `minimal`: members of the config on which documented constraints are judged all the same. */
  varied?: string[];
  /** With `minimal`: configurations of members that it leaves out, in which constraints between members are judged. */
  samples?: Record<string, Json>;
  /** What CloudFormation puts in where a template leaves out a member, by `Shape.Member`. */
  templateDefaults?: Record<string, Json>;
  /** How Terraform's AWS provider writes its configuration. */
  terraform?: {
    /** The provider's name of the resource. */
    type: string;
    /** Attributes with names of their own, by `Shape.attribute`; null for one that is no part of a request. */
    members: Record<string, string | null>;
    /** What the provider puts in where a member is left out, by `Shape.Member`. */
    defaults: Record<string, Json>;
  };
  /** A path into the config that differs harmlessly between two updates. */
  touch?: Path;
}

/**
 * A row of the resource table: a kind of thing, and where operations hold its parts, as paths into inputs and outputs. Only
 * contracts/ reads one, for whom its accessors are, and docs/, which writes it.
 */
export interface ResourceRow extends Resource {
  operations: {
    create: string;
    read: string;
    readConfig?: string;
    update: string;
    delete: string;
    list?: string;
  };
  /** Member of the inputs of read, update and delete; place in the outputs of create, read and update. */
  id: { input: string; output: Path };
  etag: { input: string; output: string };
  location?: string;
  config: { input: string; output: Path; readConfig?: Path };
  lastModified?: Path;
  list?: {
    items: Path;
    marker: string;
    maxItems: string;
    nextMarker: Path;
    isTruncated?: Path;
    quantity?: Path;
    /** What the quantity counts, by its own documentation. */
    quantityCounts?: 'account' | 'page';
    /** Inside one item. */
    id: Path;
    config?: Path;
  };
}
