import type { Json, JsonObject, Path } from '../core/json.ts';

/** The value at a place; undefined where there is none. */
export function at(value: Json | undefined, path: Path): Json | undefined {
  return path.reduce<Json | undefined>((inner, key) => (inner as JsonObject | null | undefined)?.[key], value);
}
