import { expect, test } from 'vitest';
import { decades, label, level, percent, round, svg } from './svg.ts';

test('a chart has its title, its description and its parts, and nothing in them is markup', () => {
  expect(svg(100, 'A < B', 'more & less', ['<path/>'])).toBe(
    [
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 680 100" role="img" font-family="system-ui, sans-serif" font-size="12" fill="currentColor">',
      '<title>A &lt; B</title><desc>more &amp; less</desc>',
      '<text x="0" y="16" font-weight="600">A &lt; B</text>',
      '<g>',
      '<path/>',
      '</g>',
      '</svg>',
    ].join('\n'),
  );
});

test('a long title is broken between words, and all below moves down', () => {
  const title = `${'a'.repeat(60)} ${'b'.repeat(60)}`;
  const lines = svg(100, title, '', []).split('\n');
  expect(lines[0]).toContain('viewBox="0 0 680 116"');
  expect(lines.slice(2, 5)).toEqual([
    `<text x="0" y="16" font-weight="600">${'a'.repeat(60)}</text>`,
    `<text x="0" y="32" font-weight="600">${'b'.repeat(60)}</text>`,
    '<g transform="translate(0 16)">',
  ]);
});

test('a word that is longer than a line is cut, and no title is no line', () => {
  const texts = (title: string) => [...svg(100, title, '', []).matchAll(/<text[^>]*>([^<]*)/g)].map(([, text]) => text);
  expect(texts('x'.repeat(100)).map((text) => text!.length)).toEqual([84, 16]);
  expect(texts('')).toEqual([]);
});

test.each([
  ['in the middle', 300, 300],
  ['at the left', 0, 14],
  ['at the right', 680, 666],
])('a label %s stays inside', (_, x, at) => {
  expect(label(x, 20, 'text')).toBe(`<text x="${at}" y="20" text-anchor="middle">text</text>`);
});

test('a level crosses the plot, with its text on its left', () => {
  expect(level(50, '10')).toBe(
    '<line x1="116" x2="664" y1="50" y2="50" stroke="currentColor" stroke-opacity="0.15"/><text x="108" y="54" text-anchor="end">10</text>',
  );
});

test('numbers are told shortly', () => {
  expect([decades(100), decades(99), decades(0)]).toEqual([[1, 10, 100], [1, 10], []]);
  expect([round(1.26), round(1.24), round(-1.26)]).toEqual([1.3, 1.2, -1.3]);
  expect([percent(0.12345), percent(1), percent(0)]).toEqual(['12.3 %', '100 %', '0 %']);
});
