import type { Json, JsonObject, Path } from './json.ts';

/** The value at a path; undefined where there is none. */
export function valueAt(value: Json | undefined, path: Path): Json | undefined {
  return path.reduce<Json | undefined>((inner, key) => (inner as JsonObject | null | undefined)?.[key], value);
}

/** A copy with another value at a path. */
export function withValueAt(value: Json | undefined, [key, ...rest]: Path, to: Json): Json {
  if (key === undefined) return to;
  if (Array.isArray(value)) return value.map((item, index) => (index === key ? withValueAt(item, rest, to) : item));
  const object = (value ?? {}) as JsonObject;
  return { ...object, [key]: withValueAt(object[key], rest, to) };
}
