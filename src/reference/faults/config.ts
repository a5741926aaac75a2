import type { Json, JsonObject, Path } from '../../core/json.ts';
import { valueAt } from '../../core/path.ts';
import { PLACES, type Place } from '../checks/places.ts';
import { isObject } from '../json.ts';

/** A copy of a configuration with another value at a place; undefined takes it away. Unchanged where the place is not there. */
export function replaced(config: JsonObject, place: Place, change: (value: Json) => Json | undefined): JsonObject {
  const path: Path = PLACES[place];
  if (valueAt(config, path) === undefined) return config;
  const copy = structuredClone(config);
  const around = valueAt(copy, path.slice(0, -1));
  if (isObject(around)) around[String(path.at(-1))] = change(around[String(path.at(-1))] as Json);
  return copy;
}

export const without = (config: JsonObject, place: Place): JsonObject => replaced(config, place, () => undefined);

/** A copy with every text changed. */
export function textsChanged(value: Json, change: (text: string) => string): Json {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((item) => textsChanged(item, change));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, inner === undefined ? undefined : textsChanged(inner, change)]),
  );
}

/** What was there, with what was sent laid over it. */
export function merged(before: Json | undefined, sent: Json): Json {
  if (!isObject(before) || !isObject(sent)) return sent;
  const result: JsonObject = { ...before };
  for (const [name, value] of Object.entries(sent)) if (value !== undefined) result[name] = merged(before[name], value);
  return result;
}
