import { describe, expect, test } from 'vitest';
import { readSchemas } from './sdk-schemas.ts';

const NS = 'com.example.towers';
const LAMPS = [1, NS, 'LampList', 0, [0, { xmlName: 'Lamp' }]];
const TOWER = [
  3,
  NS,
  'Tower',
  0,
  ['Name', 'Lamps', 'Height', 'Plan'],
  [0, [() => LAMPS, 0], 1, [() => [0, NS, 'Secret', 8, 21], 0]],
  2,
];
const REQUEST = [
  3,
  NS,
  'BuildRequest',
  0,
  ['Id', 'Tower', 'IfMatch', 'Dry'],
  [
    [0, 1],
    [() => TOWER, { httpPayload: 1, xmlName: 'TheTower' }],
    [0, { httpHeader: 'If-Match' }],
    [2, { httpQuery: 'dry' }],
  ],
  1,
];
const RESULT = [3, NS, 'BuildResult', 0, ['Tower', 'Built'], [[() => TOWER, 16], 4]];

describe('runtime schemas', () => {
  const { operations, structures, errors } = readSchemas({
    Build$: [9, NS, 'Build', { http: ['PUT', '/tower/{Id}', 201] }, () => REQUEST, () => RESULT],
    Raze$: [9, NS, 'Raze', { http: ['DELETE', '/tower/{Id}', 204] }, () => REQUEST, () => 'unit'],
    Tower$: TOWER,
    BuildRequest$: REQUEST,
    BuildResult$: RESULT,
    Source$: [4, NS, 'Source', 0, ['Quarry'], [0]],
    TooHigh$: [-3, NS, 'TooHigh', { error: 'client', httpError: 409 }, ['Message'], [0]],
    Fallen$: [-3, NS, 'Fallen', { error: 'server' }, [], []],
    Base$: [-3, NS, 'Base', 0, [], []],
    Colours: { Red: 'Red' },
  });

  test('give operations with method, path, status, input and output, if any', () => {
    expect(operations).toEqual([
      { name: 'Build', method: 'PUT', path: '/tower/{Id}', status: 201, input: 'BuildRequest', output: 'BuildResult' },
      { name: 'Raze', method: 'DELETE', path: '/tower/{Id}', status: 204, input: 'BuildRequest', output: null },
    ]);
  });

  test('give members with what is required and how they travel', () => {
    expect(structures.get('BuildRequest')).toEqual([
      { name: 'Id', required: true, type: { kind: 'string' }, binding: { label: true } },
      {
        name: 'Tower',
        required: false,
        type: { kind: 'structure', shape: 'Tower' },
        binding: { payload: true },
        xmlName: 'TheTower',
      },
      { name: 'IfMatch', required: false, type: { kind: 'string' }, binding: { header: 'If-Match' } },
      { name: 'Dry', required: false, type: { kind: 'boolean' }, binding: { query: 'dry' } },
    ]);
    expect(structures.get('BuildResult')).toMatchObject([
      { binding: { payload: true } },
      { type: { kind: 'date-time' } },
    ]);
    expect(structures.get('Tower')?.map(({ required, type }) => [required, type])).toEqual([
      [true, { kind: 'string' }],
      [true, { kind: 'list', items: { kind: 'string' }, itemName: 'Lamp' }],
      [false, { kind: 'number' }],
      [false, { kind: 'blob' }],
    ]);
    expect(structures.get('Source')).toHaveLength(1);
  });

  test('give errors with their status, and no base class', () => {
    expect(errors).toEqual([
      { name: 'TooHigh', fault: 'client', status: 409 },
      { name: 'Fallen', fault: 'server', status: 500 },
    ]);
  });

  test.each([
    [[3, NS, 'Odd', 0, ['X'], [99]], 'Odd.X: unknown scalar 99'],
    [[3, NS, 'Odd', 0, ['X'], [[0, { httpPrefixHeaders: 'x-' }]]], 'Odd.X: prefix headers are not supported'],
    [[3, NS, 'Odd', 0, ['X'], [() => [7, NS, 'Y', 0]]], 'Odd.X: unknown kind of schema 7'],
  ])('of a form that is not known are refused', (schema, message) => {
    expect(() => readSchemas({ Odd$: schema })).toThrow(message);
  });
});
