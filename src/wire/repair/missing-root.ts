import type { TextEdit } from './edit.ts';

/** Puts a root element around the elements of a document that has several at its outermost level (XML 1.0, 2.1). */
export function rootAround(text: string, root: string): TextEdit[] {
  const [declaration] = /^\s*<\?xml[\s\S]*?\?>/.exec(text) ?? [''];
  const start = declaration.length;
  return [
    { start, end: start, text: `<${root}>` },
    { start: text.length, end: text.length, text: `</${root}>` },
  ];
}
