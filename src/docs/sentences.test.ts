import { describe, expect, test } from 'vitest';
import { htmlBlocks } from './html-prose.ts';
import { rstBlocks } from './rst-prose.ts';
import { digestOf, sentencesOf } from './sentences.ts';

describe('prose', () => {
  test('is the same in both markups', () => {
    const html = htmlBlocks(
      '<p>Say <code> ok </code>, or see <a href="https://example.com/a">the <i>guide</i></a>.</p>' +
        '<note><p>A &lt;b&gt; tag.</p></note><ul><li><p>One</p><ul><li><p>Inner</p></li></ul></li><li><p>Two\n lines</p></li></ul><p>End.</p>',
    );
    const rst = rstBlocks([
      'Say ``ok``, or see `the guide <https://example.com/a>`__.',
      '',
      '.. note::',
      '',
      '  A <b> tag.',
      '',
      '* One',
      '',
      '  * Inner',
      '',
      '* Two',
      '  lines',
      '',
      'End.',
    ]);
    expect(rst).toEqual(html);
    expect(html).toEqual([
      { depth: 0, text: 'Say `ok`, or see the guide.' },
      { depth: 0, text: 'A <b> tag.' },
      { depth: 1, text: 'One' },
      { depth: 2, text: 'Inner' },
      { depth: 1, text: 'Two lines' },
      { depth: 0, text: 'End.' },
    ]);
  });

  const texts = (...paragraphs: string[]) =>
    sentencesOf(paragraphs.map((text) => ({ depth: 0, text }))).map(({ text }) => text);

  test('is split where a sentence ends, and not at decimals, abbreviations, initials or inside of code', () => {
    expect(texts('Between 0 and 0.15. Then more. See `A. B` and US East (N. Virginia) too.', 'Next')).toEqual([
      'Between 0 and 0.15.',
      'Then more.',
      'See `A. B` and US East (N. Virginia) too.',
      'Next',
    ]);
  });

  test('gives the items of a list to the sentence that introduces them', () => {
    const [first, second, third] = sentencesOf([
      { depth: 0, text: 'Before. One of:' },
      { depth: 1, text: 'a' },
      { depth: 2, text: 'deeper' },
      { depth: 1, text: 'b' },
    ]);
    expect([first, second]).toEqual([
      { text: 'Before.', items: [] },
      { text: 'One of:', items: ['a', 'b'] },
    ]);
    expect(third).toEqual({ text: 'a', items: ['deeper'] });
  });

  test('knows what an item of a list is about, down to the items inside of it', () => {
    const sentences = sentencesOf([
      { depth: 0, text: '`Top` – Not an item.' },
      { depth: 1, text: '`lamp` – Lit. At most 3.' },
      { depth: 2, text: 'Deeper.' },
      { depth: 1, text: 'Use `lamp`.' },
    ]);
    expect(sentences.map(({ text, of }) => [text, of])).toEqual([
      ['`Top` – Not an item.', undefined],
      ['`lamp` – Lit.', 'lamp'],
      ['At most 3.', 'lamp'],
      ['Deeper.', 'lamp'],
      ['Use `lamp`.', undefined],
    ]);
  });

  test('has a digest that neither markup nor white space changes, and any other change does', () => {
    expect(digestOf('At most  `Other`.')).toBe(digestOf('At most Other.'));
    expect(digestOf('At most Other.')).not.toBe(digestOf('At most other.'));
  });
});
