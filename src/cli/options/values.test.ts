import { describe, expect, test } from 'vitest';
import { durationOf, integerOf, positiveIntegerOf, regionOf, secondsOf, timeoutOf } from './values.ts';

describe('a value that can not be meant is refused with what to give', () => {
  test.each([
    [integerOf, ['abc', '-1', '1.5', ''], 'a whole number from 0 up'],
    [positiveIntegerOf, ['abc', '0', ''], 'a whole number from 1 up'],
    [regionOf, ['', ' ', 'us east'], 'a region such as us-east-1'],
    [timeoutOf, ['0', ''], 'a number greater than 0'],
    [timeoutOf, ['86401', '1e9'], 'at most 86400 seconds'],
    [secondsOf, ['1e9'], 'at most 86400 seconds'],
    [durationOf, ['501h', '30001m'], 'at most 500h'],
  ])('%o of %j', (read, texts, message) => {
    for (const text of texts) expect(() => read(text), text).toThrow(message);
  });
});

test('the ends of what may be given are taken', () => {
  expect([integerOf('0'), positiveIntegerOf('1'), regionOf('eu-west-1')]).toEqual([0, 1, 'eu-west-1']);
  expect([timeoutOf('86400'), secondsOf('0.5'), durationOf('48h')]).toEqual([86_400_000, 500, 172_800]);
});
