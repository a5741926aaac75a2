import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { loadContract } from '../contracts/load.ts';
import type { Schema } from '../core/contract.ts';
import type { Json } from '../core/json.ts';
import { difference, differenceText } from './same.ts';

const contract = loadContract();
const text: Schema = { type: 'string' };
const float: Schema = { type: 'number', format: 'float' };
const holder: Schema = {
  type: 'object',
  properties: { Name: text, Share: float, List: { type: 'array', items: text } },
};

const places = (schema: Schema, sent: Json, got: Json, lenient = false) =>
  difference(contract, schema, sent, got, { lenient })?.path;

describe('what came back is what was sent', () => {
  test.prop([fc.string()])('for any text, but for the form of its line ends', (value) => {
    expect(places(text, value, value.replaceAll(/\r\n?/g, '\n'))).toBeUndefined();
  });

  test.prop([fc.float({ noNaN: true })])('for any float in 32 bits', (value) => {
    expect(places(float, Number(value.toPrecision(9)), Math.fround(value))).toBeUndefined();
  });

  test.prop([fc.array(fc.string()), fc.infiniteStream(fc.nat())])('for a list in any order', (list, keys) => {
    const order = new Map(list.map((item) => [item, keys.next().value as number]));
    const shuffled = list.toSorted((a, b) => order.get(a)! - order.get(b)!);
    expect(places(holder, { List: list }, { List: shuffled })).toBeUndefined();
  });

  test('for an empty list that is left out', () => {
    expect(places(holder, { Name: 'a', List: [] }, { Name: 'a' })).toBeUndefined();
  });
});

describe('what came back differs', () => {
  test.each<[string, Json, Json, (string | number)[]]>([
    ['a member is lost', { Name: 'a', Share: 0.1 }, { Name: 'a' }, ['Share']],
    ['a member appears', { Name: 'a' }, { Name: 'a', Share: 0.1 }, ['Share']],
    ['a text is trimmed', { Name: 'a ' }, { Name: 'a' }, ['Name']],
    ['a text is in another case', { Name: 'a' }, { Name: 'A' }, ['Name']],
    ['an item is lost', { List: ['a', 'b'] }, { List: ['a'] }, ['List', 1]],
    ['an item is another', { List: ['a', 'b'] }, { List: ['b', 'c'] }, ['List', 0]],
    ['an item comes twice', { List: ['a', 'b'] }, { List: ['a', 'b', 'b'] }, ['List', 2]],
    ['a float is rounded', { Share: 0.123 }, { Share: 0.12 }, ['Share']],
  ])('where %s', (_, sent, got, path) => {
    expect(places(holder, sent, got)).toEqual(path);
  });

  test('where a list whose order means something is in another order', () => {
    const ranked: Schema = { type: 'array', items: text, supported: { ordered: true } };
    expect(places(ranked, ['a', 'b'], ['b', 'a'])).toEqual([0]);
  });

  test('but leniently not by blanks around a text', () => {
    expect(places(holder, { Name: ' a' }, { Name: 'a' }, true)).toBeUndefined();
  });
});

test('a value in another spelling is told as it was sent, with what it means', () => {
  const found = { path: ['Locked'], sent: false, got: 'False' };
  expect(differenceText(found)).toBe('Locked was sent as false and came back as "False"');
  expect(differenceText(found, 'False')).toBe(
    'Locked was sent as "False", which means false, and came back as "False"',
  );
});
