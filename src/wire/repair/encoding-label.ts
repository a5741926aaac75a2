import { declaredEncoding } from '../xml-text.ts';
import type { Repair } from './repair.ts';

/** XML 1.0, 4.3.3: a document must be in the encoding that it declares. This one turned out to be UTF-8. */
export const encodingLabel: Repair = {
  name: 'encoding-label',
  about: 'a declared encoding that the document is not in',
  edits(text) {
    const { label, at } = declaredEncoding(text) ?? { label: 'UTF-8', at: 0 };
    return /^utf-?8$/i.test(label) ? [] : [{ start: at, end: at + label.length, text: 'UTF-8' }];
  },
};
