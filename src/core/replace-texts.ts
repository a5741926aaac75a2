import type { Json } from './json.ts';
import type { ReproducerCall, TextBinding } from './reproducer.ts';

/** Shorter texts are not looked for inside longer ones: they may stand there by chance. */
export const TELLING = 6;

type Replacement = (binding: TextBinding, index: number) => string;

/** Replaces every bound text, whole or inside longer ones; what it puts in is not searched again. */
export function replaceTexts(value: Json, bindings: TextBinding[], replacement: Replacement): Json {
  return replaced(value, replacer(bindings, replacement));
}

/**
 * The same in the inputs and bytes of calls, without what makes a call the one that it is: its operation, its method and
 * the slashes of its path. A text with a slash, such as a `Location`, therefore stays in a path; what else is bound within it is
 * replaced.
 */
export function replaceInCalls(
  calls: readonly ReproducerCall[],
  bindings: TextBinding[],
  replacement: Replacement,
): ReproducerCall[] {
  const replace = replacer(bindings, replacement);
  const inPath = replacer(bindings, replacement, ({ text }) => !text.includes('/'));
  const inBytes = ({ method, path, headers, body }: NonNullable<ReproducerCall['bytes']>) => ({
    method,
    path: inPath(path),
    headers: replaced(headers, replace) as Record<string, string>,
    body: body.text === undefined ? body : { ...body, text: replace(body.text) },
  });
  return calls.map(({ operation, input, bytes }) => ({
    operation,
    input: replaced(input, replace) as ReproducerCall['input'],
    ...(bytes ? { bytes: inBytes(bytes) } : {}),
  }));
}

/** Replaces bound texts in one text, the longest first. */
function replacer(
  bindings: TextBinding[],
  replacement: Replacement,
  may: (binding: TextBinding) => boolean = () => true,
): (text: string) => string {
  const places = new Map<string, number>();
  for (const [index, binding] of bindings.entries())
    if (may(binding) && !places.has(binding.text)) places.set(binding.text, index);
  const put = (text: string): string => replacement(bindings[places.get(text)!]!, places.get(text)!);
  const telling = [...places.keys()].filter(({ length }) => length >= TELLING).sort((a, b) => b.length - a.length);
  const inside = new RegExp(telling.map((text) => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('|'), 'g');
  return (text) => {
    if (places.has(text)) return put(text);
    return telling.length === 0 ? text : text.replace(inside, put);
  };
}

function replaced(value: Json, replace: (text: string) => string): Json {
  if (typeof value === 'string') return replace(value);
  if (Array.isArray(value)) return value.map((item) => replaced(item, replace));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, inner === undefined ? inner : replaced(inner, replace)]),
  );
}
