import type { Json } from './json.ts';
import type { TextBinding } from './reproducer.ts';

/** Shorter texts are not looked for inside longer ones: they may stand there by chance. */
export const TELLING = 6;

/** Replaces every bound text, whole or inside longer ones. */
export function replaceTexts(
  value: Json,
  bindings: TextBinding[],
  replacement: (binding: TextBinding, index: number) => string,
): Json {
  if (typeof value === 'string') {
    const whole = bindings.findIndex(({ text }) => text === value);
    if (whole >= 0) return replacement(bindings[whole]!, whole);
    return bindings.reduce(
      (text, binding, index) =>
        binding.text.length < TELLING ? text : text.replaceAll(binding.text, () => replacement(binding, index)),
      value,
    );
  }
  if (Array.isArray(value)) return value.map((item) => replaceTexts(item, bindings, replacement));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      inner === undefined ? inner : replaceTexts(inner, bindings, replacement),
    ]),
  );
}
