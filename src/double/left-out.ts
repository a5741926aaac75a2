import type { Json, Path } from '../core/json.ts';
import { valueAt } from '../core/path.ts';

/** Places of members that are there before and not after, outermost only. */
export function leftOut(before: Json, after: Json | undefined, path: Path): Path[] {
  if (before === null || typeof before !== 'object' || Array.isArray(before)) return [];
  return Object.entries(before).flatMap(([member, value]) => {
    const inside = [...path, member];
    const now = valueAt(after, [member]);
    if (value === undefined) return [];
    return now === undefined ? [inside] : leftOut(value, now, inside);
  });
}
