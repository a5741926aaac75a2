import { expect, test } from 'vitest';
import { derivationOf, derived } from './derived.ts';

const ID = 'E2QWRUHAPOMQZL';

test.each([1, 5, 13])('the first %i characters of an id are known as its beginning', (keep) => {
  expect(derivationOf(ID, ID.slice(0, keep))).toEqual({ keep });
});

test('the whole id, nothing, and a foreign text are not made of it', () => {
  expect(derivationOf(ID, ID)).toBeUndefined();
  expect(derivationOf(ID, '')).toBeUndefined();
  expect(derivationOf(ID, 'something else')).toBeUndefined();
});

test('a text of the same form is found again by its distance', () => {
  for (const similar of [1, 2, 9]) expect(derivationOf(ID, derived(ID, { similar }))).toEqual({ similar });
});

test('what was made of one id is made of another in the same way', () => {
  expect(derived('ABCDEF', { keep: 3 })).toBe('ABC');
});

test('the beginning of a shorter id is never all of it', () => {
  expect(derived('ABC', { keep: 9 })).toBe('AB');
});
