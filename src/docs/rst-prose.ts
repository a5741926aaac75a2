import type { Block } from './documentation.ts';

/**
 * Prose in reStructuredText as blocks: paragraphs between blank lines, items that begin with `*`, `-` or `#.`.
 * Directives (`.. note::`) are dropped and what they hold is kept; links keep their text.
 */
export function rstBlocks(lines: string[]): Block[] {
  const blocks: Block[] = [];
  let open: Block | undefined;
  const lists: number[] = [];
  for (const line of lines) {
    const text = line.trim();
    const indent = line.length - line.trimStart().length;
    if (text === '' || /^\.\. [\w-]+::$/.test(text)) {
      open = undefined;
      continue;
    }
    const item = /^(?:[*-]|#\.|\d+\.) +(.*)$/.exec(text);
    if (item === null && open !== undefined) {
      open.text = `${open.text} ${inline(text)}`;
      continue;
    }
    while (lists.length > 0 && indent <= lists.at(-1)!) lists.pop();
    if (item !== null) lists.push(indent);
    open = { depth: lists.length, text: inline(item?.[1] ?? text) };
    blocks.push(open);
  }
  return blocks.map(({ depth, text }) => ({ depth, text: text.replace(/\s+/g, ' ').trim() }));
}

const inline = (text: string): string =>
  text
    .split(/(``[^`]*``)/)
    .map((part) => (part.startsWith('``') ? `\`${part.slice(2, -2).trim()}\`` : plain(part)))
    .join('');

const plain = (text: string): string =>
  text
    .replace(/`([^`<]*?) *<[^>`]*>`_{1,2}/g, '$1')
    .replace(/:[\w:]+:`([^`]*)`/g, '$1')
    .replace(/\*{1,2}([^*\s](?:[^*]*[^*\s])?)\*{1,2}/g, '$1')
    .replace(/\\(.)/g, '$1');
