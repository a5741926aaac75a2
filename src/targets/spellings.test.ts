import { expect, test } from 'vitest';
import { spellingsOf } from './spellings.ts';

test.each([
  ['as it is', 'a/b+c', 'a/b+c'],
  ['percent-encoded', 'a/b', 'a%2Fb'],
  ['percent-encoded in small letters', 'a/b', 'a%2fb'],
  ['with every byte percent-encoded', 'a\n', '%61%0a'],
  ['with every byte percent-encoded in capitals', 'jk/', '%6A%6B%2F'],
  ['as JSON writes it', 'a"b', 'a\\"b'],
  ['as JSON may write a slash', 'a/b', 'a\\/b'],
  ['as XML writes it by number', `&<>"'`, '&#38;&#60;&#62;&#34;&#39;'],
  ['as XML writes it by name', `&<>"'x`, '&amp;&lt;&gt;&quot;&apos;x'],
  ['in hexadecimal', 'jo', '6a6f'],
  ['in hexadecimal capitals', 'jo', '6A6F'],
  ['in base64', 'abc', 'YWJj'],
  ['in base64 for URLs', '\u00fb\u00ff\u00fe', Buffer.from('\u00fb\u00ff\u00fe').toString('base64url')],
])('a secret is found %s', (_, secret, spelling) => {
  expect(spellingsOf(secret)).toContain(spelling);
});

test.each([4, 5, 6])('a secret of %i bytes is found in base64 wherever it begins', (length) => {
  const secret = 'zy+/xw'.slice(0, length);
  const spellings = spellingsOf(secret);
  for (const before of ['', 'p', 'pp', 'ppp'])
    for (const after of ['', 'q', 'qq']) {
      const text = Buffer.from(before + secret + after).toString('base64');
      expect(spellings.some((spelling) => spelling !== '' && text.includes(spelling))).toBe(true);
    }
});

test('the longest spelling comes first, so that none is cut by another, and none comes twice', () => {
  const spellings = spellingsOf('a/b"c&d');
  const lengths = spellings.map(({ length }) => length);
  expect(lengths).toEqual([...lengths].sort((a, b) => b - a));
  expect(new Set(spellings).size).toBe(spellings.length);
});
