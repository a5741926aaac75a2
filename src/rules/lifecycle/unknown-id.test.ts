import fc from 'fast-check';
import { expect, test } from 'vitest';
import { similar } from './unknown-id.ts';

test.each(['6ba7b810-9dad-41d1-80b4-00c04fd430c8', 'EDFDVBD6EXAMPLE', '42'])('%s becomes something like it', (id) => {
  const other = similar(id, 5);
  const form = (text: string) =>
    text.replace(/[0-9]/g, '0').replace(/[a-f]/g, 'a').replace(/[A-F]/g, 'A').replace(/[G-Z]/g, 'G');
  expect(form(other).slice(0, id.length)).toBe(form(id));
  expect(other).not.toBe(id);
});

test('no id becomes itself', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[0-9A-Za-z-]{1,40}$/), fc.constantFrom(5, 3, 7), (id, distance) => {
      expect(similar(id, distance)).not.toBe(id);
    }),
  );
});

test('a short id gets longer, so that it is none of those that are next to be given', () => {
  expect(similar('7', 5).length).toBeGreaterThanOrEqual(8);
});
