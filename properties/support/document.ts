/** A code block of a page, with the words of the comment right before it. */
export interface Block {
  language: string;
  text: string;
  /** `file NAME`, `from PATH`, `exit N`, `install` or `elsewhere` (not run by the proofs); empty for none. */
  note: string;
}

/** The code blocks of a page, in their order. */
export function blocksOf(page: string): Block[] {
  const found = page.matchAll(/(?:<!-- ([^>]*) -->\n+)?```(\w*)\n([\s\S]*?)```/g);
  return [...found].map(([, note = '', language = '', text = '']) => ({ note, language, text }));
}

/** The command lines of this package's program in a text, as words. 1 stands for what a shell would put in place of its variables. */
export function commandLinesOf(text: string): string[][] {
  return text
    .replaceAll('\\\n', ' ')
    .replaceAll(/\$\(\([^)]*\)\)|\$\{?\w+\}?/g, '1')
    .split('\n')
    .filter((line) => !line.startsWith('npm install'))
    .flatMap((line) => [...line.matchAll(/(?:^|[\s`|(])(?:npx )?cloudfront-conformance ((?!is\b)[a-z].*)/g)])
    .map(([, rest = '']) => wordsOf(rest));
}

/** Words up to what ends a command in a shell. */
function wordsOf(line: string): string[] {
  const words: string[] = [];
  for (const [token] of line.matchAll(/'[^']*'|"[^"]*"|[<>|;&#`)]+|(?:[^\s'"<>|;&#`)]|'[^']*'|"[^"]*")+/g)) {
    if (/^[<>|;&#`)]/.test(token)) break;
    words.push(token.replaceAll(/^['"]|['"]$/g, ''));
  }
  return words;
}
