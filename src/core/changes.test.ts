import fc from 'fast-check';
import { expect, test } from 'vitest';
import { changes } from './changes.ts';
import type { Json, JsonObject } from './json.ts';

const json = fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<Json>;

test('a value does not differ from itself', () => {
  fc.assert(
    fc.property(json, (value) => {
      expect(changes(value, structuredClone(value))).toEqual([]);
    }),
  );
});

test('each change names what stands at its place before and after', () => {
  const at = (value: Json | undefined, path: readonly (string | number)[]): unknown =>
    path.reduce<unknown>((inner, key) => (inner as JsonObject | undefined)?.[key], value);
  fc.assert(
    fc.property(json, json, (before, after) => {
      for (const change of changes(before, after)) {
        expect(at(before, change.path)).toEqual(change.before);
        expect(at(after, change.path)).toEqual(change.after);
      }
    }),
  );
});

test('only the smallest places that differ are told', () => {
  const before = { Tree: { Height: 300, Species: 'oak', Tags: ['a', 'b'] } };
  const after = { Tree: { Height: 301, Species: 'oak', Tags: ['a', 'c'] }, Wet: true };
  expect(changes(before, after)).toEqual([
    { path: ['Tree', 'Height'], before: 300, after: 301 },
    { path: ['Tree', 'Tags', 1], before: 'b', after: 'c' },
    { path: ['Wet'], before: undefined, after: true },
  ]);
});
