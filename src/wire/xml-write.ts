/** A value that XML 1.0 has no way to carry. */
export class Unwritable extends Error {}

// The characters outside XML 1.0's Char production; half of a surrogate pair is one of them.
const FORBIDDEN =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;
const SPECIAL = /[&<>\r]/;
const REFERENCES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#13;' };

/** Character data for `text`, so that a reader gets back exactly it. Throws Unwritable. */
export function escapeText(text: string): string {
  if (FORBIDDEN.test(text)) throw new Unwritable('a character that XML 1.0 cannot hold');
  return SPECIAL.test(text) ? text.replace(/[&<>\r]/g, (character) => REFERENCES[character]!) : text;
}

/** An attribute value in double quotes for `text`. Throws Unwritable. */
export function escapeAttribute(text: string): string {
  return escapeText(text).replace(/["\t\n]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** The shortest decimal that reads back as the same double, never with an exponent. */
export function numeral(value: number): string {
  const text = String(value);
  if (!text.includes('e')) return text;
  const parts = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(text);
  if (!parts) return text;
  const [, sign, first, rest = '', power] = parts;
  const digits = first + rest;
  const point = 1 + Number(power);
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  return sign + digits.padEnd(point, '0');
}
