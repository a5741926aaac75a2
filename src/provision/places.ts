import type { Json, JsonObject, Path } from '../core/json.ts';

/** The value at a path; undefined where there is none. */
export function valueAt(value: Json | undefined, path: Path): Json | undefined {
  return path.reduce<Json | undefined>(
    (inner, key) => (inner === null ? undefined : (inner as JsonObject | undefined)?.[key]),
    value,
  );
}

/** A copy with another value at a path. */
export function withValue(value: Json | undefined, [key, ...rest]: Path, to: Json): Json {
  if (key === undefined) return to;
  if (Array.isArray(value)) return value.map((item, index) => (index === key ? withValue(item, rest, to) : item));
  const object = (value ?? {}) as JsonObject;
  return { ...object, [key]: withValue(object[key], rest, to) };
}

/** Every text in a value. */
export function textsIn(value: Json | undefined): string[] {
  if (typeof value === 'string') return [value];
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap((inner) => textsIn(inner)) : [];
}
