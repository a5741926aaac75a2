import { editsOf } from './edit.ts';
import type { Repair } from './repair.ts';

/** XML 1.0, 2.4: a less-than sign begins markup. This one begins none. */
export const bareLessThan: Repair = {
  name: 'bare-less-than',
  about: 'a less-than sign that is not escaped',
  edits: (text) => editsOf(text, /<(?![\p{L}_:/!?])/gu, () => '&lt;'),
};

/** XML 1.0, 2.4: this sequence only ends CDATA sections. */
export const cdataEnd: Repair = {
  name: 'cdata-end',
  about: 'an end of a CDATA section outside of one',
  edits: (text) => editsOf(text, /\]\]>/g, () => ']]&gt;'),
};
