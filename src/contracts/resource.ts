/**
 * The accessors of a resource: how it is addressed, created, read, updated, deleted and listed, and where responses show its
 * parts. No other room takes a row of the contract's resource table apart, so another shape of rows is a change in here.
 */
import type { Contract, Resource, ResourceRow, Schema } from '../core/contract.ts';
import type { Json, JsonObject, Path } from '../core/json.ts';
import { valueAt } from '../core/path.ts';
import { rowOf } from './row.ts';

/** What can be done with a resource; each is an operation, and `readConfig` and `list` may be missing. */
export type Verb = keyof ResourceRow['operations'];

/** The two ways to read one resource. */
export type ReadVerb = 'read' | 'readConfig';

/** Name of the operation that does this; undefined where the resource has none. */
export function operationOf<V extends Verb>(resource: Resource, verb: V): ResourceRow['operations'][V] {
  return rowOf(resource).operations[verb];
}

/** Names of all its operations. */
export const operationsOf = (resource: Resource): string[] => Object.values(rowOf(resource).operations);

/** What an operation does with the resource; undefined where it is none of its operations. */
export function verbOf(resource: Resource | undefined, operation: string): Verb | undefined {
  if (!resource) return undefined;
  const { operations } = rowOf(resource);
  return (Object.keys(operations) as Verb[]).find((verb) => operations[verb] === operation);
}

/** The same resource as if it had no such operations. */
export function withoutOperations(resource: Resource, lacks: { readConfig: boolean; list: boolean }): Resource {
  const { readConfig, list, ...operations } = rowOf(resource).operations;
  const row: ResourceRow = {
    ...rowOf(resource),
    operations: {
      ...operations,
      ...(readConfig === undefined || lacks.readConfig ? {} : { readConfig }),
      ...(list === undefined || lacks.list ? {} : { list }),
    },
  };
  return row;
}

/** The first resource one of whose operations, or the one that does `verb`, has this name. */
export function resourceOf(contract: Contract, operation: string, ...verbs: Verb[]): Resource | undefined {
  return Object.values(contract.resources).find((resource) =>
    verbs.length === 0
      ? operationsOf(resource).includes(operation)
      : verbs.some((verb) => operationOf(resource, verb) === operation),
  );
}

/** The operations that make such a resource: its create first, then those that make it from another one. */
export function creatorsOf(contract: Contract, resource: Resource): string[] {
  const others = Object.values(contract.operations).filter(({ output }) => {
    const members = contract.$defs[output ?? '']?.properties ?? {};
    const [location, id] = [locationPath(resource)?.[0], idPath(resource)[0]];
    return location !== undefined && location in members && String(id) in members;
  });
  return [...new Set([operationOf(resource, 'create'), ...others.map(({ name }) => name)])];
}

/** Every operation that makes a resource, with the kind that it makes. */
export const createdBy = (contract: Contract): Map<string, Resource> =>
  new Map(
    Object.values(contract.resources).flatMap((resource) =>
      creatorsOf(contract, resource).map((name): [string, Resource] => [name, resource]),
    ),
  );

// What requests say.

/** Names of the members of requests that hold the id, the ETag and the configuration. */
export const idMember = (resource: Resource): string => rowOf(resource).id.input;
export const etagMember = (resource: Resource): string => rowOf(resource).etag.input;
export const configMember = (resource: Resource): string => rowOf(resource).config.input;

/** The input that says which resource is meant; of a read, nothing else. */
export const addressOf = (resource: Resource, id: Json): JsonObject => ({ [idMember(resource)]: id });

/** The input that says which resource, in which version: the whole input of a delete. */
export const versionOf = (resource: Resource, { id, etag }: { id: string; etag: string }): JsonObject => ({
  ...addressOf(resource, id),
  [etagMember(resource)]: etag,
});

/** The input with which a configuration is sent: of a create, nothing else. */
export const configInput = (resource: Resource, config: Json): JsonObject => ({ [configMember(resource)]: config });

/** The input of an update. */
export const updateInput = (
  resource: Resource,
  { config, ...version }: { id: string; etag: string; config: JsonObject },
): JsonObject => ({ ...versionOf(resource, version), ...configInput(resource, config) });

/** The schema of the configuration in the requests of an operation: its create, unless another is named. */
export function configSchema(
  { operations, $defs }: Contract,
  resource: Resource,
  operation = operationOf(resource, 'create'),
): Schema {
  return $defs[operations[operation]!.input]!.properties![configMember(resource)]!;
}

/** What an input sends as its id, ETag or configuration. */
export const idSent = (resource: Resource, input: JsonObject): Json | undefined => input[idMember(resource)];
export const etagSent = (resource: Resource, input: JsonObject): Json | undefined => input[etagMember(resource)];
export const configSent = (resource: Resource, input: JsonObject): Json | undefined => input[configMember(resource)];

// What responses show.

/** Where outputs show the id, the ETag, and the configuration of a create, a read or an update, or of a `readConfig`. */
export const idPath = (resource: Resource): Path => rowOf(resource).id.output;
export const etagPath = (resource: Resource): Path => [rowOf(resource).etag.output];
export const configPath = (resource: Resource, view: ReadVerb = 'read'): Path =>
  view === 'readConfig' ? (rowOf(resource).config.readConfig ?? []) : rowOf(resource).config.output;

/** What an output shows as id, ETag or configuration. */
export const idShown = (resource: Resource, output: Json | undefined): Json | undefined =>
  valueAt(output, idPath(resource));
export const etagShown = (resource: Resource, output: Json | undefined): Json | undefined =>
  valueAt(output, etagPath(resource));
export const configShown = (resource: Resource, output: Json | undefined, view: ReadVerb = 'read'): Json | undefined =>
  valueAt(output, configPath(resource, view));

/** Where outputs show the URL of a new resource; undefined where they show none. */
export function locationPath(resource: Resource): Path | undefined {
  const { location } = rowOf(resource);
  return location === undefined ? undefined : [location];
}

/** Where outputs show the time of its last change; undefined where they show none. */
export const timePath = (resource: Resource): Path | undefined => rowOf(resource).lastModified;
