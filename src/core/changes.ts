import type { Json, JsonObject, Path } from './json.ts';

/** One place at which two inputs differ; undefined where one has nothing there. */
export interface InputChange {
  path: Path;
  before: Json | undefined;
  after: Json | undefined;
}

/** The smallest places at which an input differs from another, in the order in which they stand. */
export function changes(before: Json | undefined, after: Json | undefined, path: Path = []): InputChange[] {
  if (isBranch(before) && isBranch(after) && Array.isArray(before) === Array.isArray(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    const step = (key: string): string | number => (Array.isArray(before) ? Number(key) : key);
    return keys.flatMap((key) =>
      changes((before as JsonObject)[key], (after as JsonObject)[key], [...path, step(key)]),
    );
  }
  return Object.is(before, after) ? [] : [{ path, before, after }];
}

function isBranch(value: Json | undefined): value is JsonObject | Json[] {
  return typeof value === 'object' && value !== null;
}
