import { hasCommand } from './actions.ts';
import { INVISIBLE } from './visible.ts';

/** Words that a POSIX shell takes as they stand. */
const PLAIN = /^[\w@%+=:,./-]+$/;

/** Runs of characters that a terminal would obey instead of show. */
const CONTROLS = new RegExp(`((?:${INVISIBLE.source})+)`, 'u');

/**
 * A word for a POSIX shell that stands for exactly this text. What a terminal would obey is made by printf, so that the
 * script itself can be shown; a shell's word can't hold NUL, which is left out.
 */
export function shellQuoted(text: string): string {
  const held = text.replaceAll('\0', '');
  if (held === '') return "''";
  return held
    .split(CONTROLS)
    .map((part, index) => (index % 2 === 0 ? quoted(part) : made(part)))
    .join('');
}

/** A word as a person would type it: in quotes only where it needs them. */
export const shellArgument = (text: string): string => (PLAIN.test(text) ? text : shellQuoted(text));

function made(text: string): string {
  const bytes = [...Buffer.from(text)].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`);
  return `"$(printf '${bytes.join('')}')"`;
}

function quoted(text: string): string {
  if (text === '') return '';
  const word = `'${text.replaceAll("'", `'\\''`)}'`;
  // Quotes between its two marks keep a CI service from reading a command, and mean nothing to the shell.
  return hasCommand(word) ? word.replace(/##(?=\w*\[)/g, "#''#").replace(/^([^\S\n]*):(?=:)/gm, "$1:''") : word;
}
