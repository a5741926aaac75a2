import type { Json, Path } from '../core/json.ts';
import { valueAt } from '../core/path.ts';

export { isObject } from '../core/json.ts';

/** The text at a path; empty where there is none. */
export function textAt(value: Json | undefined, path: Path): string {
  const found = valueAt(value, path);
  return typeof found === 'string' ? found : '';
}

/** The texts of a list at a path; empty where there is none. */
export function textsAt(value: Json | undefined, path: Path): string[] {
  const found = valueAt(value, path);
  return Array.isArray(found) ? found.filter((item): item is string => typeof item === 'string') : [];
}
