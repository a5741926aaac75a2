import type { Repair } from './repair.ts';

/** XML 1.0, 2.6 and 2.8: there is at most one XML declaration, and it stands at the start. */
export const secondDeclaration: Repair = {
  name: 'second-declaration',
  about: 'a second XML declaration',
  edits(text) {
    const found = text.matchAll(/(<!\[CDATA\[[\s\S]*?\]\]>|<!--[\s\S]*?-->)|<\?xml(?=[\s?])[\s\S]*?\?>/gi);
    return [...found]
      .filter(({ index, 1: opaque }) => index > 0 && opaque === undefined)
      .map(({ index, 0: declaration }) => ({ start: index, end: index + declaration.length, text: '' }));
  },
};
