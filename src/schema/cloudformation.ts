import type { Contract, Resource, Schema } from '../core/contract.ts';
import type { Json, JsonObject, Path } from '../core/json.ts';
import { smallest } from './arbitrary.ts';
import { meantName } from './meant.ts';
import { at } from './places.ts';
import { resolve } from './site.ts';

/** A resource of a template, and the create request that it comes to. */
export interface FromTemplate {
  /** Its logical name; empty where the properties were given alone. */
  name: string;
  operation: string;
  input: JsonObject;
  /** Where in the template a place of the input comes from. */
  sourceOf(path: Path): Path;
}

const TYPE = 'AWS::CloudFront::';

/** Whether a value is a CloudFormation template, or a resource of one. */
export const isTemplate = (value: JsonObject): boolean =>
  resourcesOf(value).length > 0 || Object.keys(value).some((key) => key === 'AWSTemplateFormatVersion');

/**
 * The resources of a template that some kind of resource of the contract stands for, as create requests. Properties that
 * stand alone are taken for those of the resource that `operation` creates.
 */
export function fromTemplate(contract: Contract, operation: string, value: JsonObject): FromTemplate[] {
  const alone = Object.values(contract.resources).find(({ operations }) => operations.create === operation);
  const found = resourcesOf(value);
  const isAlone = found.length === 0 && alone !== undefined && value[alone.config.input] !== undefined;
  const all = isAlone ? [{ name: '', path: [], body: { Type: TYPE + alone.name, Properties: value } }] : found;
  return all.flatMap(({ name, path, body }) => {
    const resource = contract.resources[String(body.Type).slice(TYPE.length)];
    if (!resource) return [];
    const { create } = resource.operations;
    const { input: shape } = contract.operations[create]!;
    const origins = new Map<string, Path>();
    const read = reading(contract, shape, origins);
    const from = isAlone ? [] : [...path, 'Properties'];
    const input = read(contract.$defs[shape]!, body.Properties ?? {}, [], from) as JsonObject;
    const whole = withDefaults(contract, contract.$defs[shape]!, input, resource) as JsonObject;
    return [{ name, operation: create, input: whole, sourceOf: (place) => originOf(origins, place, from) }];
  });
}

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function resourcesOf(value: JsonObject): { name: string; path: Path; body: JsonObject }[] {
  const isOurs = ({ Type }: JsonObject): boolean => typeof Type === 'string' && Type.startsWith(TYPE);
  if (isOurs(value)) return [{ name: '', path: [], body: value }];
  if (!isObject(value.Resources)) return [];
  return Object.entries(value.Resources).flatMap(([name, body]) =>
    isObject(body) && isOurs(body) ? [{ name, path: ['Resources', name], body }] : [],
  );
}

/** `{ Ref: … }`, `{ "Fn::GetAtt": … }` and the short forms of YAML: a value that only the deployment knows. */
function isIntrinsic(value: Json): boolean {
  if (!isObject(value)) return false;
  const keys = Object.keys(value);
  return keys.length === 1 && /^(?:Ref|Fn::\w+|!\w+)$/.test(keys[0]!);
}

/** A reader of a template's values as those of a request; what it reads is noted by where it came from. */
function reading(contract: Contract, shape: string, origins: Map<string, Path>) {
  const read = (raw: Schema, value: Json, path: Path, from: Path): Json => {
    const node = resolve(contract, raw);
    origins.set(path.join('.'), from);
    if (isIntrinsic(value)) {
      const place = path.map((key) => (typeof key === 'number' ? 0 : key));
      return at(smallest(contract, shape, place), place) ?? value;
    }
    if (node.type === 'object' && Array.isArray(value) && node.properties?.Items)
      return counted(read(node.properties.Items, value, [...path, 'Items'], from) as Json[]);
    if (node.type === 'object' && isObject(value)) return structure(node, value, path, from);
    if (node.type === 'array' && Array.isArray(value))
      return value.map((item, index) => read(node.items ?? {}, item, [...path, index], [...from, index]));
    return scalar(node, value);
  };

  const structure = (node: Schema, value: JsonObject, path: Path, from: Path): JsonObject => {
    const { properties = {} } = node;
    const result: JsonObject = {};
    const rest: [string, Json][] = [];
    for (const [key, held] of Object.entries(value)) {
      if (held === undefined) continue;
      const member =
        key in properties
          ? key
          : meantName(
              key,
              Object.keys(properties).filter((name) => !(name in value)),
            );
      if (member === undefined) rest.push([key, held]);
      else result[member] = read(properties[member]!, held, [...path, member], [...from, key]);
    }
    for (const [key, held] of rest) {
      // A template writes some lists beside each other that a request writes in each other.
      const home = Object.keys(result).find((name) => resolve(contract, properties[name]!).properties?.[key]);
      const inner = home === undefined ? undefined : resolve(contract, properties[home]!).properties![key]!;
      if (home === undefined || inner === undefined || !isObject(result[home])) result[key] = held;
      else
        result[home] = {
          ...(result[home] as JsonObject),
          [key]: read(inner, held, [...path, home, key], [...from, key]),
        };
    }
    return Array.isArray(result.Items) && properties.Quantity && result.Quantity === undefined
      ? { ...counted(result.Items), ...result }
      : result;
  };

  return read;
}

const counted = (Items: Json[]): JsonObject => ({ Quantity: Items.length, Items });

/** A template takes numbers and booleans as text, and text that looks like a number as one. */
function scalar({ type }: Schema, value: Json): Json {
  if (type === 'string' && (typeof value === 'number' || typeof value === 'boolean')) return String(value);
  if (typeof value !== 'string') return value;
  if ((type === 'integer' || type === 'number') && value.trim() !== '' && Number.isFinite(Number(value)))
    return Number(value);
  return type === 'boolean' && /^(?:true|false)$/i.test(value) ? value.toLowerCase() === 'true' : value;
}

/** With what CloudFormation itself puts in where a template leaves it out. */
function withDefaults(contract: Contract, raw: Schema, value: Json, resource: Resource): Json {
  const node = resolve(contract, raw);
  if (Array.isArray(value)) return value.map((item) => withDefaults(contract, node.items ?? {}, item, resource));
  if (!isObject(value)) return value;
  const { templateDefaults = {} } = resource;
  const shape = raw.$ref?.split('/').at(-1) ?? '';
  const filled: JsonObject = {};
  for (const [member, inner] of Object.entries(node.properties ?? {})) {
    const held =
      value[member] ?? (node.required?.includes(member) ? templateDefaults[`${shape}.${member}`] : undefined);
    if (held !== undefined) filled[member] = withDefaults(contract, inner, held, resource);
  }
  return { ...value, ...filled };
}

/** The place of the template for a place of the input: its own, or that of what holds it. */
function originOf(origins: ReadonlyMap<string, Path>, path: Path, root: Path): Path {
  for (let length = path.length; length > 0; length--) {
    const found = origins.get(path.slice(0, length).join('.'));
    if (found) return [...found, ...path.slice(length)];
  }
  return root;
}
