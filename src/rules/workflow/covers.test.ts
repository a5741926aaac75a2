import { describe, expect, test } from 'vitest';
import { lacking } from './covers.ts';

const list = (...items: string[]) => ({ Quantity: items.length, Items: items });

describe('of what was sent nothing is lacking', () => {
  test('where defaults came beside it', () => expect(lacking({ a: 1 }, { a: 1, b: { c: 2 } })).toBeUndefined());
  test('where a list came in another order', () => expect(lacking(list('a', 'b'), list('b', 'a'))).toBeUndefined());
  test('where an empty list was left out', () => expect(lacking({ a: list() }, {})).toBeUndefined());
});

describe('something is lacking', () => {
  test('where a nested member did not come', () =>
    expect(lacking({ a: { b: '007' } }, { a: {} })).toEqual({ path: ['a', 'b'], due: '007', got: undefined }));
  test('where a text came as a number', () => expect(lacking('007', 7)).toMatchObject({ due: '007', got: 7 }));
  test('where an item is missing', () => expect(lacking(list('a', 'b'), list('a'))).toBeDefined());
  test('where an item came twice in the place of another', () =>
    expect(lacking(list('a', 'b'), { Quantity: 2, Items: ['a', 'a'] })).toBeDefined());
  test('where an item lost a member, which is named', () =>
    expect(lacking({ Items: [{ Id: 'x', Path: '/a' }] }, { Items: [{ Id: 'x' }] })).toEqual({
      path: ['Items', 0, 'Path'],
      due: '/a',
      got: undefined,
    }));
});
