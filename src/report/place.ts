import type { Path } from '../core/json.ts';

/** A place in an input as people write it: `Config.Items[0].Name`. */
export function placeText(path: Path): string {
  return path.map((key, index) => (typeof key === 'number' ? `[${key}]` : index === 0 ? key : `.${key}`)).join('');
}
