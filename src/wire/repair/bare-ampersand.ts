import { editsOf } from './edit.ts';
import type { Repair } from './repair.ts';

/** XML 1.0, 2.4 and 4.1: an ampersand begins a reference to a character or to an entity that is declared. */
export const bareAmpersand: Repair = {
  name: 'bare-ampersand',
  about: 'an ampersand that is not escaped',
  edits: (text) => editsOf(text, /&(?!(?:#\d+|#x[\da-fA-F]+|amp|lt|gt|quot|apos);)/g, () => '&amp;'),
};
