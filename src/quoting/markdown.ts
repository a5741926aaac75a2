import { visible, visibleLine } from './visible.ts';

/** Characters of a text that stands inside a line. */
const MOST = 200;

/** Text on one line in which nothing is Markdown or HTML. */
export const inline = (text: string): string =>
  visibleLine(text, MOST).replace(/[\\`*_{}[\]()#+!|~<>&@]|:(?=\/\/)/g, (mark) => `&#${mark.charCodeAt(0)};`);

/** Text in a fence that is longer than any run of its own mark inside, so that nothing inside ends it. */
export function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}text\n${visible(text)}\n${fence}`;
}
