import { expect, test } from 'vitest';
import { drawnUnusual, unusualKinds } from './unusual.ts';

const kinds = [
  { kind: 'a', values: [1, 2, 3] },
  { kind: 'b', values: [4] },
  { kind: 'c', values: [5, 6] },
];

test('every kind has its turn before any has a second one', () => {
  for (const seed of [1, 2, 3]) {
    const drawn = drawnUnusual(kinds, seed, 5).map(({ kind }) => kind);
    expect(new Set(drawn.slice(0, 3))).toEqual(new Set(['a', 'b', 'c']));
    expect(drawn.slice(3).sort()).toEqual(['a', 'c']);
  }
});

test('no value comes twice, and all come where there are enough turns', () => {
  const values = drawnUnusual(kinds, 9, 50).map(({ value }) => value);
  expect(values.toSorted()).toEqual([1, 2, 3, 4, 5, 6]);
});

test('the same seed draws the same, another one something else', () => {
  const texts = unusualKinds({ type: 'string' });
  expect(drawnUnusual(texts, 4, 20)).toEqual(drawnUnusual(texts, 4, 20));
  expect(drawnUnusual(texts, 4, 20)).not.toEqual(drawnUnusual(texts, 5, 20));
});

test('texts keep the prefix that is demanded, and choices are misspelt', () => {
  for (const { values } of unusualKinds({ type: 'string', prefix: 'x-' }))
    for (const value of values) expect(value).toMatch(/^x-/);
  expect(unusualKinds({ type: 'string', enum: ['Single'] }).flatMap(({ values }) => values)).toContain('ingle');
});
