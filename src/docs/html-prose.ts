import type { Block } from './documentation.ts';

/** Tags that end the paragraph before them. */
const BREAKS = new Set(['p', 'ul', 'ol', 'li', 'note', 'important']);

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

/**
 * Prose of a doc comment (HTML with p, ul, ol, li, code, a, i, b, note and important) as blocks.
 * Unknown tags are dropped and their text kept.
 */
export function htmlBlocks(html: string): Block[] {
  const blocks: Block[] = [];
  let text = '';
  let code: string | undefined;
  let depth = 0;
  const close = () => {
    const folded = fold(text);
    if (folded !== '') blocks.push({ depth, text: folded });
    text = '';
  };
  for (const piece of html.split(/(<\/?[a-zA-Z][^>]*>)/)) {
    const tag = /^<(\/?)([a-zA-Z]+)/.exec(piece);
    const name = tag?.[2]?.toLowerCase();
    if (name === undefined) {
      const plain = unescapeEntities(piece);
      if (code === undefined) text += plain;
      else code += plain;
    } else if (name === 'code') {
      if (code !== undefined) text += `\`${fold(code)}\``;
      code = tag![1] === '' ? '' : undefined;
    } else if (BREAKS.has(name)) {
      close();
      if (name === 'li') depth += tag![1] === '' ? 1 : -1;
    }
  }
  close();
  return blocks;
}

const fold = (text: string): string => text.replace(/\s+/g, ' ').trim();

const unescapeEntities = (text: string): string =>
  text.replace(/&(\w+);/g, (whole, name: string) => ENTITIES[name] ?? whole);
