import type { Contract, Schema } from '../core/contract.ts';
import { isObject, type Json, type JsonObject, type Path } from '../core/json.ts';
import { valueAt } from '../core/path.ts';
import { minimalExample } from './arbitrary.ts';
import { sameButForCase } from './meant.ts';
import { resolve } from './site.ts';

/** A resource as a template or a plan describes it, and the create request that it comes to. */
export interface Described {
  /** Its name there; empty where its properties were given alone. */
  name: string;
  operation: string;
  input: JsonObject;
  /** Where in the document a place of the input comes from. */
  sourceOf(path: Path): Path;
}

/** How another language writes what a request holds. */
export interface Dialect {
  /** Whether a value is known to the deployment only. */
  isUnknown(value: Json): boolean;
  /** Whether a key says nothing about the request. */
  isIgnored(shape: string, key: string, value: Json): boolean;
  /** The member of a shape that a key stands for, among those that have no other key. */
  memberOf(shape: string, key: string, free: readonly string[]): string | undefined;
  /** Whether a structure is written as a list of one. */
  hasBlocks: boolean;
  /** Values that the language puts in where members are left out, by `Shape.Member`. */
  defaults: Readonly<Record<string, Json>>;
}

/** A resource to read: the operation that creates it, and where in the document its properties stand. */
export interface DescribedResource {
  name: string;
  operation: string;
  properties: Json;
  from: Path;
  /** The member of the input that the properties are; all of it unless it is given. */
  member?: string;
}

/** The create request that a resource comes to. */
export function described(
  contract: Contract,
  dialect: Dialect,
  { name, operation, properties, from, member }: DescribedResource,
): Described {
  const { input: shape } = contract.operations[operation]!;
  const origins = new Map<string, Path>();
  const read = reading(contract, dialect, shape, origins);
  const whole = contract.$defs[shape]!;
  const inner = member === undefined ? undefined : whole.properties?.[member];
  const input = (
    inner ? { [member!]: read(inner, properties, [member!], from) } : read(whole, properties, [], from)
  ) as JsonObject;
  const filled = withDefaults(contract, whole, input, dialect.defaults) as JsonObject;
  return { name, operation, input: filled, sourceOf: (place) => originOf(origins, place, from) };
}

const shapeOf = (raw: Schema): string => raw.$ref?.split('/').at(-1) ?? '';

/** A reader of values as those of a request; what it reads is noted by where it came from. */
function reading(contract: Contract, dialect: Dialect, shape: string, origins: Map<string, Path>) {
  const read = (raw: Schema, value: Json, path: Path, from: Path): Json => {
    const node = resolve(contract, raw);
    const block = dialect.hasBlocks ? blockIn(contract, node, value) : undefined;
    if (block) return read(raw, block, path, Array.isArray(value) ? [...from, 0] : from);
    origins.set(path.join('.'), from);
    if (dialect.isUnknown(value)) {
      const place = path.map((key) => (typeof key === 'number' ? 0 : key));
      return valueAt(minimalExample(contract, shape, place), place) ?? value;
    }
    if (node.type === 'object' && Array.isArray(value) && node.properties?.Items)
      return counted(read(node.properties.Items, value, [...path, 'Items'], from) as Json[]);
    if (node.type === 'object' && isObject(value)) return structure(raw, node, value, path, from);
    if (node.type === 'array' && Array.isArray(value))
      return value.map((item, index) => read(node.items ?? {}, item, [...path, index], [...from, index]));
    return scalar(node, value);
  };

  const structure = (raw: Schema, node: Schema, value: JsonObject, path: Path, from: Path): JsonObject => {
    const { properties = {} } = node;
    const result: JsonObject = {};
    const rest: [string, Json][] = [];
    for (const [key, held] of Object.entries(value)) {
      if (held === undefined || dialect.isIgnored(shapeOf(raw), key, held)) continue;
      const free = Object.keys(properties).filter((name) => !(name in value));
      const member = key in properties ? key : dialect.memberOf(shapeOf(raw), key, free);
      if (member === undefined) rest.push([key, held]);
      else result[member] = read(properties[member]!, held, [...path, member], [...from, key]);
    }
    for (const [key, held] of rest) {
      // Some lists are written beside each other that a request writes in each other.
      const home = Object.keys(result).find((name) => innerOf(properties[name], key) !== undefined);
      const member = innerOf(properties[home ?? ''], key);
      if (home === undefined || member === undefined || !isObject(result[home])) result[key] = held;
      else {
        const inner = resolve(contract, properties[home]!).properties![member]!;
        result[home] = { ...result[home], [member]: read(inner, held, [...path, home, member], [...from, key]) };
      }
    }
    const isCounted = properties.Items && properties.Quantity && result.Quantity === undefined;
    return isCounted && (result.Items === undefined || Array.isArray(result.Items))
      ? { Quantity: result.Items?.length ?? 0, ...result }
      : result;
  };

  /** The member of a structure beside it that a key stands for. */
  const innerOf = (raw: Schema | undefined, key: string): string | undefined => {
    const properties = raw && resolve(contract, raw).properties;
    if (!properties) return undefined;
    return Object.keys(properties).find((name) => sameButForCase(name, key));
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

/** The structure in a list of one, or that itself in the place of a list; undefined where a value is written as in a request. */
function blockIn(contract: Contract, node: Schema, value: Json): Json | undefined {
  const items = node.properties?.Items && resolve(contract, resolve(contract, node.properties.Items).items ?? {});
  const isListOfStructures = items?.type === 'object';
  if (node.type !== 'object' || (Array.isArray(value) && !isObject(value[0]))) return undefined;
  if (isListOfStructures)
    return isObject(value) && !Object.keys(value).some((key) => /^(?:items|quantity)$/i.test(key))
      ? [value]
      : undefined;
  return Array.isArray(value) ? value[0] : undefined;
}

/** With what the language itself puts in where a member is left out. */
function withDefaults(contract: Contract, raw: Schema, value: Json, defaults: Dialect['defaults']): Json {
  const node = resolve(contract, raw);
  if (Array.isArray(value)) return value.map((item) => withDefaults(contract, node.items ?? {}, item, defaults));
  if (!isObject(value)) return value;
  const filled: JsonObject = {};
  for (const [member, inner] of Object.entries(node.properties ?? {})) {
    const held = value[member] ?? defaults[`${shapeOf(raw)}.${member}`];
    if (held !== undefined) filled[member] = withDefaults(contract, inner, held, defaults);
  }
  return { ...value, ...filled };
}

/** The place of the document for a place of the input: its own, or that of what holds it. */
function originOf(origins: ReadonlyMap<string, Path>, path: Path, root: Path): Path {
  for (let length = path.length; length > 0; length--) {
    const found = origins.get(path.slice(0, length).join('.'));
    if (found) return [...found, ...path.slice(length)];
  }
  return root;
}
