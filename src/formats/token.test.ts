import { createHash } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { JsonObject } from '../core/json.ts';
import type { Reproducer } from '../core/reproducer.ts';
import { BadToken, decodeToken, encodeToken } from './token.ts';

const reproducer: Reproducer = {
  rule: 'Tree.Height.maximum',
  operation: 'PlantTree',
  phase: 'edges',
  seed: 7,
  runs: 50,
  calls: [{ operation: 'PlantTree', input: { Tree: { Height: 121 } } }],
  bindings: [],
  outcomes: ['201'],
  wanted: { success: false, refusal: 'any' },
  answer: 'abc',
};

test('a token gives back what it was made of', () => {
  const value = fc.oneof(fc.string({ maxLength: 20 }), fc.integer(), fc.boolean());
  const inputs: fc.Arbitrary<JsonObject> = fc.record({ Height: value, Tags: fc.array(value, { maxLength: 4 }) });
  fc.assert(
    fc.property(fc.array(inputs, { minLength: 1, maxLength: 3 }), (all) => {
      const whole = { ...reproducer, calls: all.map((input) => ({ operation: 'PlantTree', input })) };
      expect(decodeToken(encodeToken(whole))).toEqual(JSON.parse(JSON.stringify(whole)));
    }),
    { numRuns: 30 },
  );
});

test('a token is made of letters, digits, - and _ alone', () => {
  expect(encodeToken(reproducer)).toMatch(/^[\w-]+$/);
});

test('ids of the run are not in it, but what stands for them is the same throughout', () => {
  const id = '0b6a1f6c-5a4e-4c9b-9d43-3f1c33f1d6aa';
  const { calls, bindings } = decodeToken(
    encodeToken({
      ...reproducer,
      calls: [...reproducer.calls, { operation: 'FellTree', input: { Id: id, Note: `of ${id}` } }],
      bindings: [{ text: id, call: 0, path: ['Tree', 'Id'] }],
    }),
  );
  const { text } = bindings[0]!;
  expect(text).not.toBe(id);
  expect(calls[1]!.input).toEqual({ Id: text, Note: `of ${text}` });
});

const sent = (path: string, text = ''): Reproducer['calls'][number] => ({
  operation: 'PlantTree',
  input: { Id: 'oak-1234' },
  bytes: { method: 'PUT', path, headers: { 'if-match': 'v-123456' }, body: { text } },
});

test('a Location that is the whole path of a later request leaves the path as it is, but for the id', () => {
  const { calls, bindings } = decodeToken(
    encodeToken({
      ...reproducer,
      calls: [...reproducer.calls, sent('/trees/oak-1234', 'see /trees/oak-1234')],
      bindings: [
        { text: '/trees/oak-1234', call: 0, path: ['Location'] },
        { text: 'oak-1234', call: 0, path: ['Tree', 'Id'] },
      ],
    }),
  );
  expect(calls[1]!.bytes).toMatchObject({
    path: `/trees/${bindings[1]!.text}`,
    body: { text: `see ${bindings[0]!.text}` },
  });
});

test('whatever the texts that are bound, the token can be read, and its calls have their operations, methods and slashes', () => {
  const text = fc.oneof(
    fc.constantFrom(
      '1',
      '/',
      'PUT',
      'PlantTree',
      '/trees/oak-1234',
      '/trees',
      'oak-12',
      'oak-1234',
      '~0001~',
      'trees/oak',
    ),
    fc.string({ minLength: 1, maxLength: 12 }),
  );
  const bound = fc
    .uniqueArray(text, { maxLength: 6 })
    .map((texts) => texts.map((text) => ({ text, call: 0, path: ['Location'] })));
  const paths = fc.constantFrom('/', '/trees', '/trees/oak-1234', '/trees/oak-1234/config?a=oak-1234', '/1');
  fc.assert(
    fc.property(bound, paths, (bindings, path) => {
      const calls = [...reproducer.calls, sent(path, path)];
      const again = decodeToken(encodeToken({ ...reproducer, calls, bindings }));
      expect(
        again.calls.map(({ operation, bytes }) => [operation, bytes?.method, bytes?.path.split('/').length]),
      ).toEqual(calls.map(({ operation, bytes }) => [operation, bytes?.method, bytes?.path.split('/').length]));
    }),
    { numRuns: 300 },
  );
});

test('calls that no reader takes are left out, and the finding can still be judged as a whole', () => {
  expect(decodeToken(encodeToken({ ...reproducer, calls: [sent('no-slash')] }))).toMatchObject({ seed: 7, calls: [] });
});

test('calls that would make it long are left out', () => {
  const text = Array.from({ length: 60 }, (_, index) => createHash('sha256').update(`${index}`).digest('hex')).join('');
  const token = encodeToken({ ...reproducer, calls: [{ operation: 'PlantTree', input: { text } }] });
  expect(token.length).toBeLessThan(2000);
  expect(decodeToken(token)).toMatchObject({ rule: reproducer.rule, seed: 7, calls: [] });
});

test.each(['', 'nonsense', '!!!', encodeToken(reproducer).slice(0, 20), 'iwCAWzFdAw'])('%j is no token', (text) => {
  expect(() => decodeToken(text)).toThrow(BadToken);
});

const packed = (value: unknown): string => deflateRawSync(JSON.stringify(value)).toString('base64url');
const parts = (change: Record<number, unknown>): string =>
  packed(Object.assign([1, 'A.b', 'PlantTree', 'edges', 1, 1, [['PlantTree', {}]], [], ['201'], 0, 0], change));

test.each([
  ['a billion runs', parts({ 5: 1_000_000_000 }), 'runs must be <= 10000'],
  ['an operation that is no name', parts({ 2: '$(touch x)' }), 'operation must match'],
  [
    'an invalid method',
    parts({ 6: [['PlantTree', {}, { method: 'GET\n', path: '/', headers: {}, body: {} }]] }),
    'method must match',
  ],
  [
    'a body that is no base64',
    parts({ 6: [['PlantTree', {}, { method: 'GET', path: '/', headers: {}, body: { base64: '$(x)' } }]] }),
    'base64 must match',
  ],
  ['an unknown phase', parts({ 3: 'constructor' }), 'phase must be equal to one'],
  ['invalid calls', parts({ 6: 7 }), 'calls must be an array'],
  ['a later version', packed([2]), 'version 2'],
])('a token with %s is refused', (_, token, message) => {
  expect(() => decodeToken(token)).toThrow(BadToken);
  expect(() => decodeToken(token)).toThrow(message);
});

test('a token that unpacks to gigabytes is none', () => {
  expect(() => decodeToken(deflateRawSync(Buffer.alloc(64 * 1024 * 1024)).toString('base64url'))).toThrow(BadToken);
});
