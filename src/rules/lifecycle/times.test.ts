import { describe, expect, test } from 'vitest';
import type { Json } from '../../core/json.ts';
import { digitsOf, millisecondsOf, sameMoment } from './times.ts';

test.each([
  ['2024-01-31T12:00:00Z', 0],
  ['2024-01-31T12:00:00.000Z', 0],
  ['2024-01-31T12:00:00.8Z', 1],
  ['2024-01-31T12:00:00,25+01:00', 2],
  ['2024-01-31T12:00:00.120Z', 2],
  ['2024-01-31T12:00:00.123Z', 3],
])('%s tells %i digits of a second', (time, digits) => {
  expect(digitsOf(time)).toBe(digits);
});

test.each<[Json | undefined, number]>([
  ['1970-01-01T00:00:01Z', 1_000],
  ['1970-01-01t00:00:01,5z', 1_500],
  ['1970-01-01T01:00:00+01:00', 0],
  ['1970-01-01', Number.NaN],
  ['1 January 1970', Number.NaN],
  [1_000, Number.NaN],
  [undefined, Number.NaN],
])('%j is %d milliseconds', (time, ms) => expect(millisecondsOf(time)).toBe(ms));

describe('the same moment', () => {
  test.each<[Json | undefined, Json | undefined, boolean]>([
    ['2024-01-01T00:00:00Z', '2024-01-01T00:00:00Z', true],
    ['2024-01-01T00:00:00Z', '2024-01-01T01:00:00+01:00', true],
    ['2024-01-01T00:00:00Z', '2024-01-01T00:00:00.999Z', true],
    ['2024-01-01T00:00:00Z', '2024-01-01T00:00:01Z', false],
    ['2024-01-01T00:00:01Z', '2024-01-01T00:00:00Z', false],
    ['2024-01-01T00:00:00.120Z', '2024-01-01T00:00:00.129Z', true],
    ['2024-01-01T00:00:00.120Z', '2024-01-01T00:00:00.130Z', false],
    ['soon', 'soon', true],
    ['soon', '2024-01-01T00:00:00Z', false],
    ['2024-01-01T00:00:00Z', undefined, false],
  ])('%j and %j: %s', (one, other, same) => expect(sameMoment(one, other)).toBe(same));
});
