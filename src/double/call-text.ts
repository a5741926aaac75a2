import type { Json, JsonObject, Path } from '../core/json.ts';

/** A call in one line: the operation and its input as JSON. */
export const callText = (operation: string, input: JsonObject): string => `${operation} ${JSON.stringify(input)}`;

/** Stands for what is left out of a call. */
const LEFT_OUT = '…';

/** A call in one line that is about one place: structures beside the way to it are left out. Another text as it is. */
export function callTextAt(text: string, path: Path): string {
  const start = text.indexOf(' {');
  if (start < 0) return text;
  try {
    const input = JSON.parse(text.slice(start)) as JsonObject;
    return `${text.slice(0, start)} ${JSON.stringify(around(input, path)).replaceAll(`"${LEFT_OUT}"`, LEFT_OUT)}`;
  } catch {
    return text;
  }
}

function around(value: Json, [key, ...rest]: Path): Json {
  if (typeof value !== 'object' || value === null || key === undefined) return value;
  const shown = (one: Json, at: string | number): Json =>
    String(at) === String(key) ? around(one, rest) : typeof one === 'object' && one !== null ? LEFT_OUT : one;
  return Array.isArray(value)
    ? value.map(shown)
    : Object.fromEntries(Object.entries(value).map(([name, one]) => [name, shown(one as Json, name)]));
}
