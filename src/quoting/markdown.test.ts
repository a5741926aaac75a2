import { expect, test } from 'vitest';
import { fenced, inline } from './markdown.ts';

test.each([
  ['plain text', 'a', '```text\na\n```'],
  ['one or two backticks', 'a ` b ``', '```text\na ` b ``\n```'],
  ['three backticks', '```\n# x', '````text\n```\n# x\n````'],
  ['several runs', '` ````` ```', '``````text\n` ````` ```\n``````'],
])('the fence around %s is longer than any run inside', (_, text, fence) => {
  expect(fenced(text)).toBe(fence);
});

test('nothing inside a line is Markdown or HTML', () => {
  for (const mark of '\\`*_{}[]()#+!|~<>&@') expect(inline(mark)).toBe(`&#${mark.charCodeAt(0)};`);
  expect(inline('http://a')).toBe('http&#58;//a');
  expect(inline('a: b')).toBe('a: b');
});

test('a text inside a line is one line', () => {
  expect(inline('a\nb')).not.toContain('\n');
});
