import type { Json, JsonObject, Path } from '../core/json.ts';

/** The value at a path inside a document; undefined where there is none. */
export function at(value: Json | undefined, path: Path): Json | undefined {
  let found = value;
  for (const step of path) {
    if (typeof found !== 'object' || found === null) return undefined;
    found = (found as Record<string | number, Json | undefined>)[step];
  }
  return found;
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The text at a path; empty where there is none. */
export function textAt(value: Json | undefined, path: Path): string {
  const found = at(value, path);
  return typeof found === 'string' ? found : '';
}

/** The texts of a list at a path; empty where there is none. */
export function textsAt(value: Json | undefined, path: Path): string[] {
  const found = at(value, path);
  return Array.isArray(found) ? found.filter((item): item is string => typeof item === 'string') : [];
}
