import type { Repair } from './repair.ts';

/** XML 1.0, 2.8: an XML declaration stands at the very start. Without one, blanks may come before the root element. */
export const beforeDocument: Repair = {
  name: 'before-document',
  about: 'characters before the document',
  edits(text) {
    const end = text.indexOf('<');
    const legal = /^[ \t\r\n]*$/.test(text.slice(0, end)) && !/^<\?xml\s/.test(text.slice(end));
    return end > 0 && !legal ? [{ start: 0, end, text: '' }] : [];
  },
};
