import { escapeOf, withoutControls } from './visible.ts';

/** Letters, digits, `_` and `$` of a text, as the name of something in code; `x` where none is left. */
export function identifier(text: string): string {
  const name = text.replaceAll(/[^\w$]/g, '');
  return /^[A-Za-z_$]/.test(name) ? name : `x${name}`;
}

/** Whether a text can stand in code as a name. */
export const isIdentifier = (text: string): boolean => /^[A-Za-z_$][\w$]*$/.test(text);

/** A string literal, which is JSON too, that is harmless on a terminal and in the log of a CI service. */
export const stringLiteral = (text: string): string => harmless(JSON.stringify(text));

/** JSON text in which every character that a terminal or a log would obey is escaped. It means the same. */
export const harmless = (json: string): string => withoutControls(json).replace(/#(?=\w*\[)/g, escapeOf);

/** JSON text in which nothing can end the element of a page that holds it. */
export const embedded = (json: string): string => harmless(json).replace(/[<>&]/g, escapeOf);

/** The inside of a template literal that stands for exactly this text. */
export const templateText = (text: string): string =>
  stringLiteral(text)
    .slice(1, -1)
    .replaceAll('\\"', '"')
    .replace(/`|\$(?=\{)/g, '\\$&')
    .replace(/:(?=:)/g, '\\u003a');

/** The name of a member in an object literal. `__proto__` would set the prototype, unless it is computed. */
export function memberName(key: string): string {
  if (key === '__proto__') return '["__proto__"]';
  return isIdentifier(key) ? key : stringLiteral(key);
}

/** The same as `stringLiteral`, in the single quotes that imports are written with. */
export const singleQuoted = (text: string): string =>
  `'${stringLiteral(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
