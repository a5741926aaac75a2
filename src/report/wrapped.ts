import { stripVTControlCharacters } from 'node:util';

/**
 * A text folded at blanks, so that no line is longer than `columns` less `indent`; whole where no width is known. A word that is longer
 * stays in one piece, so that it can be copied. Colours have no width.
 */
export function wrapped(text: string, columns: number | undefined, indent: number): string[] {
  const width = columns === undefined ? Number.POSITIVE_INFINITY : Math.max(20, columns - indent);
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (stripVTControlCharacters(longer).length > width && line !== '') {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line];
}
