import type { Repair } from './repair.ts';

/** XML 1.0, 2.1: behind the root element come comments, processing instructions and blanks. */
export const afterDocument: Repair = {
  name: 'after-document',
  about: 'characters after the root element',
  edits(text) {
    const start = text.lastIndexOf('>') + 1;
    return start > 0 && text.slice(start).trim() !== '' ? [{ start, end: text.length, text: '' }] : [];
  },
};
