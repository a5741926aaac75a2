import { withoutCommands } from './actions.ts';

/** Characters that act on a screen instead of standing on it: controls, and those that change the direction of text. */
export const INVISIBLE =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff]|\p{Surrogate}/gu;

/** The JSON escape of one character. */
export const escapeOf = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** Writes each character that a screen would obey instead of show as its JSON escape, such as `\u202e`. */
export const withoutControls = (text: string): string => text.replace(INVISIBLE, escapeOf);

/** Text of a stranger as a terminal, a log or a text file may show it: it neither moves the cursor nor commands a CI service. */
export const visible = (text: string): string => withoutCommands(withoutControls(text));

/** The same on a single line, cut where it is longer than `most`. */
export function visibleLine(text: string, most = Number.POSITIVE_INFINITY): string {
  const line = visible(text.replaceAll(/\s+/g, ' ').trim());
  return line.length > most ? `${line.slice(0, most)}…` : line;
}

/** A copy of any JSON value in which every text, keys too, is visible. */
export function visibleTexts<T>(value: T): T {
  if (typeof value === 'string') return visible(value) as T;
  if (Array.isArray(value)) return value.map(visibleTexts) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [visible(key), visibleTexts(inner)])) as T;
}
