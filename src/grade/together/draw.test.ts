import { expect, test } from 'vitest';
import { deckOf, drawFrom, pairsThatShare } from './draw.ts';
import { account, heading } from './testing/accounts.ts';

const names = Array.from({ length: 30 }, (_, index) => `fault-${index}`);

test('a deck holds every fault, in an order of its seed and its number', () => {
  expect(deckOf(names, 1, 0).sort()).toEqual([...names].sort());
  expect(deckOf(names, 1, 0)).toEqual(deckOf(names, 1, 0));
  expect(deckOf(names, 1, 0)).not.toEqual(deckOf(names, 1, 1));
  expect(deckOf(names, 1, 0)).not.toEqual(deckOf(names, 2, 0));
});

test('faults of a group are found alone and have different keys', async () => {
  const keys: Record<string, string[]> = { a: ['one'], b: ['one'], c: [], d: ['two', 'one'], e: ['three'] };
  const deck = [...'abcde'];
  expect(await drawFrom(deck, 2, [], async (fault) => account(keys[fault]!))).toEqual(['a', 'd']);
  expect(deck).toEqual(['e']);
  expect(await drawFrom(deck, 3, ['d'], async (fault) => account(keys[fault]!))).toEqual(['d', 'e']);
});

test('a pair shares an operation or a place, and has two keys', () => {
  const on = (key: string, operations: string[], places: string[] = []) =>
    account([], { headings: [heading(key, { operations, places })] });
  const alone = new Map([
    ['a', on('one', ['PlantTree'])],
    ['b', on('two', ['PlantTree'])],
    ['c', on('three', ['FellTree'], ['Bark'])],
    ['d', on('four', ['WaterTree'], ['Bark'])],
    ['e', on('one', ['PlantTree'])],
    ['f', account([])],
  ]);
  const pairs = pairsThatShare(alone, 1).map((pair) => pair.join(''));
  expect(pairs.sort()).toEqual(['ab', 'be', 'cd']);
});
