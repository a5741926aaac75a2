/** Characters that act on a screen instead of standing on it: controls, and those that change the direction of text. */
const INVISIBLE =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff]|\p{Surrogate}/gu;

/** Text from a target as it can be shown anywhere: what acts instead of standing there is written as `\u202e`. */
export function visible(text: string): string {
  return text.replace(INVISIBLE, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** The same on a single line, cut where it is longer than `most`. */
export function visibleLine(text: string, most = Number.POSITIVE_INFINITY): string {
  const line = visible(text.replaceAll(/\s+/g, ' ').trim());
  return line.length > most ? `${line.slice(0, most)}…` : line;
}
