import { editsOf } from './edit.ts';
import type { Repair } from './repair.ts';

const ATTRIBUTE = /\s+([\w.:-]+)\s*=\s*("[^"]*"|'[^']*')/g;

/** XML 1.0, 3.1: an attribute stands once in a tag. Only one that says the same twice can be left out. */
export const repeatedAttribute: Repair = {
  name: 'repeated-attribute',
  about: 'an attribute that stands twice in one tag',
  edits(text) {
    return editsOf(text, /<[A-Za-z_][^<>]*>/g, (tag) => {
      const seen = new Set<string>();
      return tag.replaceAll(ATTRIBUTE, (all, name: string, value: string) => {
        const key = `${name}=${value.slice(1, -1)}`;
        const repeated = seen.has(key);
        seen.add(key);
        return repeated ? '' : all;
      });
    }).filter(({ start, end, text: tag }) => tag !== text.slice(start, end));
  },
};
