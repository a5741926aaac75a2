import { expect, test } from 'vitest';
import { digitsOf } from './times.ts';

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
