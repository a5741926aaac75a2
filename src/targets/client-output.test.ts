import { expect, test } from 'vitest';
import { plainOutput } from './client-output.ts';

test.each<[string, unknown, unknown]>([
  ['a text', 'a', 'a'],
  ['a boolean', false, false],
  ['null', null, null],
  ['a number', 0.25, 0.25],
  ['a number that JSON has not', Number.POSITIVE_INFINITY, 'Infinity'],
  ['a big integer', 5n, 5],
  ['a time', new Date('2026-01-02T03:04:05Z'), '2026-01-02T03:04:05.000Z'],
  ['an invalid time', new Date('never'), 'no date'],
  ['a list', ['a', undefined, 1], ['a', null, 1]],
  ['a structure', { A: { B: true }, C: undefined }, { A: { B: true } }],
])('%s of a client is plain JSON', (_, value, plain) => {
  expect(plainOutput({ Member: value })).toStrictEqual({ Member: plain });
});

test.each([undefined, () => {}, Symbol('s')])('a value that JSON has not at all is left out', (value) => {
  expect(plainOutput({ Member: value, Other: 1 })).toStrictEqual({ Other: 1 });
});

test('no output is an empty one, and what the client says of the exchange is left out', () => {
  expect([plainOutput(undefined), plainOutput(null)]).toEqual([{}, {}]);
  expect(plainOutput({ $metadata: { httpStatusCode: 200 }, A: 'a' })).toStrictEqual({ A: 'a' });
});
