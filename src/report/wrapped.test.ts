import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wrapped } from './wrapped.ts';

const words = fc.array(fc.stringMatching(/^[a-z]{1,15}$/), { minLength: 1 }).map((some) => some.join(' '));

test('no line is longer than the width, and no word is lost', () => {
  fc.assert(
    fc.property(words, fc.integer({ min: 30, max: 120 }), (text, columns) => {
      const lines = wrapped(text, columns, 6);
      expect(lines.join(' ')).toBe(text);
      for (const line of lines) expect(line.length).toBeLessThanOrEqual(columns - 6);
    }),
  );
});

test('a text stays whole where no width is known', () => {
  expect(wrapped('a b c', undefined, 6)).toEqual(['a b c']);
});
