import { editsOf } from './edit.ts';
import type { Repair } from './repair.ts';

/** Stands for a character that XML cannot hold. */
const REPLACEMENT = '\ufffd';

/** XML 1.0, 2.2: a document holds no control characters but tab, line feed and carriage return. */
export const controlCharacter: Repair = {
  name: 'control-character',
  about: 'a character that XML 1.0 does not allow',
  edits: (text) => {
    // Where markup means nothing, these characters are forbidden all the same.
    const raw = text.matchAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g);
    return [...raw].map(({ index }) => ({ start: index, end: index + 1, text: REPLACEMENT }));
  },
};

/** XML 1.0, 4.1: what a character reference refers to must be a character that a document may hold. */
export const controlReference: Repair = {
  name: 'control-reference',
  about: 'a reference to a character that XML 1.0 does not allow',
  edits: (text) =>
    editsOf(text, /&#(?:\d+|x[\da-fA-F]+);/g, (reference) =>
      isAllowed(codeOf(reference)) ? reference : REPLACEMENT,
    ).filter((edit) => edit.text === REPLACEMENT),
};

const codeOf = (reference: string): number =>
  reference[2] === 'x' ? Number.parseInt(reference.slice(3), 16) : Number.parseInt(reference.slice(2), 10);

const isAllowed = (code: number): boolean =>
  code === 9 ||
  code === 10 ||
  code === 13 ||
  (code >= 0x20 && code <= 0xd7ff) ||
  (code >= 0xe000 && code <= 0xfffd) ||
  (code >= 0x10000 && code <= 0x10ffff);
