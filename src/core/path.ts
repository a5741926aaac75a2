import type { Json, JsonObject, Path } from './json.ts';

/** The value at a path inside a document; undefined where there is none. */
export function valueAt(value: Json | undefined, path: Path): Json | undefined {
  let found = value;
  for (const step of path) {
    if (typeof found !== 'object' || found === null) return undefined;
    found = (found as Record<string | number, Json | undefined>)[step];
  }
  return found;
}

/** A copy of a document with another value at a path; objects on the way that are missing are put in. */
export function withValueAt<T extends Json>(value: T | undefined, path: Path, to: Json): T;
export function withValueAt(value: Json | undefined, [key, ...rest]: Path, to: Json): Json {
  if (key === undefined) return to;
  if (Array.isArray(value)) return value.map((item, index) => (index === key ? withValueAt(item, rest, to) : item));
  const object: JsonObject = typeof value === 'object' && value !== null ? value : {};
  return { ...object, [key]: withValueAt(object[key], rest, to) };
}

/** Every text in a value. */
export function textsIn(value: Json | undefined): string[] {
  if (typeof value === 'string') return [value];
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(textsIn) : [];
}
