import {
  configPath,
  etagShown,
  idMember,
  idPath,
  idSent,
  idShown,
  operationOf,
  resourceOf,
  verbOf,
} from '../contracts/resource.ts';
import type { Contract, Resource } from '../core/contract.ts';
import type { JsonObject } from '../core/json.ts';
import type { Outcome } from '../core/outcome.ts';
import { valueAt } from '../core/path.ts';
import { preconditionOf } from './precondition.ts';

/** A resource as far as the wrapper was told of it. */
export interface KnownResource {
  resource: Resource;
  id: string;
  /** Id and other values by which configurations name it. */
  names: Set<string>;
  /** What responses show of it beside its configuration, such as its id and its ARN, by member. */
  shown: Map<string, string>;
  /** As last told. */
  config: JsonObject | undefined;
  /** Every ETag that was told, without quotes, the newest last. */
  etags: string[];
  /** Whether the service writes them in quotes. */
  quoted: boolean;
  /** ETags that were refused as out of date. */
  stale: Set<string>;
  /** Whether the wrapper made it and was told so. */
  made: boolean;
  /** Whether it is deleted, and whether the wrapper knows. */
  gone: 'no' | 'untold' | 'told';
}

/** All things that a conversation spoke of, by the resource's name and the id. */
export type ResourceRegistry = Map<string, KnownResource>;

/** The things that a call is about, by its own id or by the ids in its path and query. */
export function addressed(
  contract: Contract,
  registry: ResourceRegistry,
  operation: string,
  input: JsonObject,
): KnownResource[] {
  const own = resourceOf(contract, operation);
  const ids = own ? [idSent(own, input)] : labelsOf(contract, operation).map((label) => input[label]);
  const resources = own ? [own] : Object.values(contract.resources);
  return ids.flatMap((id) =>
    resources.flatMap((resource) => {
      const known = registry.get(`${resource.name} ${id}`);
      return known ? [known] : [];
    }),
  );
}

/** Writes down what a call did and what the asking side was told of it. `own`: the wrapper asked. */
export function note(
  contract: Contract,
  registry: ResourceRegistry,
  { operation, input }: { operation: string; input: JsonObject },
  { done, told, own }: { done: Outcome | undefined; told: Outcome; own: boolean },
): void {
  const things = addressed(contract, registry, operation, input);
  if (verbOf(resourceOf(contract, operation), operation) === 'delete' && done?.kind === 'response') {
    for (const known of things) known.gone = told.kind === 'response' ? 'told' : 'untold';
    return;
  }
  if (told.kind === 'refused') noteStale(contract, things, operation, input, told.error.code);
  if (told.kind !== 'response') return;
  for (const resource of Object.values(contract.resources)) {
    const read = operationOf(resource, 'readConfig') === operation;
    const id = read ? idSent(resource, input) : idShown(resource, told.output);
    if (typeof id !== 'string') continue;
    const key = `${resource.name} ${id}`;
    const known: KnownResource = registry.get(key) ?? {
      resource,
      id,
      names: new Set([id]),
      shown: new Map(),
      config: undefined,
      etags: [],
      quoted: false,
      stale: new Set(),
      made: own && contract.operations[operation]?.status === 201,
      gone: 'no',
    };
    registry.set(key, known);
    for (const [member, value] of Object.entries(valueAt(told.output, idPath(resource).slice(0, -1)) ?? {}))
      if (typeof value === 'string') known.shown.set(member, value);
    for (const name of namesOf(contract, resource, told.output)) known.names.add(name);
    const etag = etagShown(resource, told.output);
    if (typeof etag === 'string') noteEtag(known, etag);
    const config = valueAt(told.output, read ? (configPath(resource, 'readConfig') ?? []) : configPath(resource));
    if (config !== undefined) known.config = config as JsonObject;
  }
}

/** The values in an output by which configurations of other resources name this one. */
function namesOf(contract: Contract, { name }: Resource, output: JsonObject): string[] {
  return Object.values(contract.resources)
    .flatMap(({ dependsOn = [] }) => dependsOn.filter(({ resource }) => resource === name))
    .map(({ member }) => valueAt(output, member))
    .filter((value) => typeof value === 'string');
}

/** A thing and all that is tied to it, because its configuration names them or theirs name it, and so on. */
export function tiedTo(registry: ResourceRegistry, first: KnownResource): Set<KnownResource> {
  const tied = new Set([first]);
  for (const known of tied) {
    for (const other of registry.values()) if (nameOne(known, other) || nameOne(other, known)) tied.add(other);
  }
  return tied;
}

function nameOne({ config }: KnownResource, { names }: KnownResource): boolean {
  const text = JSON.stringify(config ?? null);
  return [...names].some((name) => text.includes(JSON.stringify(name)));
}

/** An ETag that is told again is no newer than those that came after it, but it is not out of date. */
function noteEtag(known: KnownResource, told: string): void {
  const etag = bare(told);
  known.quoted ||= etag !== told;
  known.stale.delete(etag);
  if (!known.etags.includes(etag)) known.etags.push(etag);
}

function noteStale(
  contract: Contract,
  things: KnownResource[],
  operation: string,
  input: JsonObject,
  code: string,
): void {
  for (const known of things) {
    if (!known.resource.errors.staleIfMatch.includes(code)) continue;
    for (const etag of etagsOf(contract, operation, input)) known.stale.add(etag);
  }
}

/** The ETags that a request gives as its precondition, without quotes; empty where it gives none. */
export function etagsOf(contract: Contract, operation: string, input: JsonObject): string[] {
  const precondition = preconditionOf(contract, operation);
  const given = precondition && input[precondition.member];
  if (given === undefined || given === '') return [];
  return String(given)
    .split(',')
    .map((etag) => bare(etag.trim()));
}

/** An ETag without its quotes and without the mark of a weak one. */
const bare = (etag: string): string => /^(?:W\/)?"(.*)"$/.exec(etag)?.[1] ?? etag;

/** The members of a request's path and query, in which ids stand. */
export function labelsOf(contract: Contract, operation: string): string[] {
  const { properties = {} } = contract.$defs[contract.operations[operation]?.input ?? ''] ?? {};
  return Object.entries(properties).flatMap(([member, { binding }]) =>
    binding && ('label' in binding || 'query' in binding) ? [member] : [],
  );
}

/**
 * The things whose versions a call names, each with the ETag that is given for it, in the order in which both stand. ETags
 * beyond the number of things belong to the last of them.
 */
export function versioned(
  contract: Contract,
  registry: ResourceRegistry,
  operation: string,
  input: JsonObject,
): { known: KnownResource; etag: string }[] {
  const etags = etagsOf(contract, operation, input);
  const own = resourceOf(contract, operation);
  const ids = own ? [idMember(own)] : labelsOf(contract, operation);
  const things = ids.map((member) =>
    (own ? [own] : Object.values(contract.resources))
      .map(({ name }) => registry.get(`${name} ${input[member]}`))
      .find((one) => one !== undefined),
  );
  return etags.flatMap((etag, index) => {
    const known = things[Math.min(index, things.length - 1)];
    return known ? [{ known, etag }] : [];
  });
}
