import {
  configPath,
  etagShown,
  idMember,
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
export interface Thing {
  resource: Resource;
  id: string;
  /** Id and other values by which configurations name it. */
  names: Set<string>;
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
export type Book = Map<string, Thing>;

/** The things that a call is about, by its own id or by the ids in its path and query. */
export function addressed(contract: Contract, book: Book, operation: string, input: JsonObject): Thing[] {
  const own = resourceOf(contract, operation);
  const ids = own ? [idSent(own, input)] : labelsOf(contract, operation).map((label) => input[label]);
  const resources = own ? [own] : Object.values(contract.resources);
  return ids.flatMap((id) =>
    resources.flatMap((resource) => {
      const thing = book.get(`${resource.name} ${id}`);
      return thing ? [thing] : [];
    }),
  );
}

/** Writes down what a call did and what the asking side was told of it. `own`: the wrapper asked. */
export function note(
  contract: Contract,
  book: Book,
  { operation, input }: { operation: string; input: JsonObject },
  { done, told, own }: { done: Outcome | undefined; told: Outcome; own: boolean },
): void {
  const things = addressed(contract, book, operation, input);
  if (verbOf(resourceOf(contract, operation), operation) === 'delete' && done?.kind === 'response') {
    for (const thing of things) thing.gone = told.kind === 'response' ? 'told' : 'untold';
    return;
  }
  if (told.kind === 'refused') noteStale(contract, things, operation, input, told.error.code);
  if (told.kind !== 'response') return;
  for (const resource of Object.values(contract.resources)) {
    const read = operationOf(resource, 'readConfig') === operation;
    const id = read ? idSent(resource, input) : idShown(resource, told.output);
    if (typeof id !== 'string') continue;
    const key = `${resource.name} ${id}`;
    const thing: Thing = book.get(key) ?? {
      resource,
      id,
      names: new Set([id]),
      config: undefined,
      etags: [],
      quoted: false,
      stale: new Set(),
      made: own && contract.operations[operation]?.status === 201,
      gone: 'no',
    };
    book.set(key, thing);
    for (const name of namesOf(contract, resource, told.output)) thing.names.add(name);
    const etag = etagShown(resource, told.output);
    if (typeof etag === 'string') noteEtag(thing, etag);
    const config = valueAt(told.output, read ? (configPath(resource, 'readConfig') ?? []) : configPath(resource));
    if (config !== undefined) thing.config = config as JsonObject;
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
export function tiedTo(book: Book, first: Thing): Set<Thing> {
  const tied = new Set([first]);
  for (const thing of tied) {
    for (const other of book.values()) if (nameOne(thing, other) || nameOne(other, thing)) tied.add(other);
  }
  return tied;
}

function nameOne({ config }: Thing, { names }: Thing): boolean {
  const text = JSON.stringify(config ?? null);
  return [...names].some((name) => text.includes(JSON.stringify(name)));
}

/** An ETag that is told again is no newer than those that came after it, but it is not out of date. */
function noteEtag(thing: Thing, told: string): void {
  const etag = bare(told);
  thing.quoted ||= etag !== told;
  thing.stale.delete(etag);
  if (!thing.etags.includes(etag)) thing.etags.push(etag);
}

function noteStale(contract: Contract, things: Thing[], operation: string, input: JsonObject, code: string): void {
  for (const thing of things) {
    if (!thing.resource.errors.staleIfMatch.includes(code)) continue;
    for (const etag of etagsOf(contract, operation, input)) thing.stale.add(etag);
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
  book: Book,
  operation: string,
  input: JsonObject,
): { thing: Thing; etag: string }[] {
  const etags = etagsOf(contract, operation, input);
  const own = resourceOf(contract, operation);
  const ids = own ? [idMember(own)] : labelsOf(contract, operation);
  const things = ids.map((member) =>
    (own ? [own] : Object.values(contract.resources))
      .map(({ name }) => book.get(`${name} ${input[member]}`))
      .find((one) => one !== undefined),
  );
  return etags.flatMap((etag, index) => {
    const thing = things[Math.min(index, things.length - 1)];
    return thing ? [{ thing, etag }] : [];
  });
}
