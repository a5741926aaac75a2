import { addressOf, configInput, configMember, etagMember, idMember, operationOf } from '../contracts/resource.ts';
import type { Contract, Resource } from '../core/contract.ts';
import type { Json, JsonObject, Path } from '../core/json.ts';
import { valueAt } from '../core/path.ts';
import { namesIn } from '../rules/sequence/names.ts';
import { minimalExample } from '../schema/arbitrary.ts';
import { bindNames } from '../schema/bind.ts';
import type { CallReference, CaseStep } from './case.ts';

/** Which ETag a write sends. */
export type Version = 'etag' | 'stale' | 'none';

export const idOf = (slot: number, as?: string): CallReference & JsonObject =>
  as === undefined ? { $slot: slot, $part: 'id' } : { $slot: slot, $part: 'id', $as: as };

/** A create of what the steps after it know by a slot. */
export function createStep(contract: Contract, resource: Resource, slot: number, config: JsonObject): CaseStep {
  const rest = minimalExample(contract, contract.operations[operationOf(resource, 'create')]!.input);
  const input = { ...rest, [configMember(resource)]: referring(contract, resource, slot, config) };
  return { operation: operationOf(resource, 'create'), input, slot };
}

export function updateStep(
  contract: Contract,
  resource: Resource,
  { slot, config, version = 'etag' }: { slot: number; config: JsonObject; version?: Version },
): CaseStep {
  const sent = configInput(resource, referring(contract, resource, slot, config));
  return { operation: operationOf(resource, 'update'), input: { ...addressed(resource, slot, version), ...sent } };
}

export const deleteStep = (resource: Resource, slot: number, version: Version = 'etag'): CaseStep => ({
  operation: operationOf(resource, 'delete'),
  input: addressed(resource, slot, version),
});

export const readStep = (resource: Resource, slot: number, verb: 'read' | 'readConfig' = 'read'): CaseStep => ({
  operation: operationOf(resource, verb) ?? operationOf(resource, 'read'),
  input: addressOf(resource, idOf(slot)),
});

export const listStep = (resource: Resource, input: JsonObject = {}): CaseStep => ({
  operation: operationOf(resource, 'list') ?? operationOf(resource, 'read'),
  input,
});

function addressed(resource: Resource, slot: number, version: Version): JsonObject {
  const etag = version === 'none' ? {} : { [etagMember(resource)]: { $slot: slot, $part: version } };
  return { [idMember(resource)]: idOf(slot), ...etag };
}

/** A configuration in which names of other resources, and values that may be used once, are filled in when it is played. */
function referring(contract: Contract, resource: Resource, slot: number, config: JsonObject): JsonObject {
  const { unique = [] } = resource;
  const kinds = new Map<string, string>();
  bindNames(
    contract,
    contract.operations[operationOf(resource, 'create')]!.input,
    configInput(resource, config),
    (kind, text) => {
      kinds.set(text, kind);
      return text;
    },
  );
  const places = unique.filter(({ path }) => typeof valueAt(config, path) === 'string').map(({ path }) => path);
  const named = namesIn(contract, resource, config).filter((text) => kinds.has(text));
  return replacedIn(config, [], (value, path) => {
    if (typeof value !== 'string') return value;
    const place = places.findIndex((one) => one.join('.') === path.join('.'));
    if (place >= 0) return { $unique: slot * 8 + place };
    return named.includes(value) ? { $name: kinds.get(value)!, $slot: slot } : value;
  }) as JsonObject;
}

function replacedIn(value: Json, path: Path, by: (value: Json, path: Path) => Json): Json {
  if (Array.isArray(value)) return value.map((item, index) => replacedIn(item, [...path, index], by));
  if (typeof value !== 'object' || value === null) return by(value, path);
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      inner === undefined ? inner : replacedIn(inner, [...path, key], by),
    ]),
  );
}
