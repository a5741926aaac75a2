import { expect, test } from 'vitest';
import { syntheticSource } from './synthetic.ts';

const FORM = '^d[a-z0-9]{13}\\.cloudfront\\.net$';
const EXAMPLE = 'd111111abcdef8.cloudfront.net';

const source = (seed = 1) => syntheticSource(() => ({ form: FORM, example: EXAMPLE }), seed);

/** So many names of one part of a run. */
function some(count: number, { seed = 1, part = 'part' } = {}): string[] {
  const next = source(seed)(part);
  return Array.from({ length: count }, () => next('Distribution'));
}

test('every name has the documented form', () => {
  for (const name of some(50)) expect(name).toMatch(new RegExp(FORM));
});

test('no name is given twice, and the next differs in its first counted letter', () => {
  const names = some(5000);
  expect(new Set(names).size).toBe(5000);
  expect(names.slice(0, 3).map((name) => name.slice(10, 14))).toEqual(['aaaa', 'baaa', 'caaa']);
  expect(names[36]!.slice(10, 14)).toBe('abaa');
  expect(names[37]!.slice(10, 14)).toBe('bbaa');
});

test('the same seed and part give the same names', () => {
  expect(some(3)).toEqual(some(3));
});

test('another seed or part gives others', () => {
  const all = [some(1), some(1, { seed: 2 }), some(1, { part: 'other' })].flat();
  expect(new Set(all.map((name) => name.slice(0, 10))).size).toBe(3);
});

test('what the form fixes stays as it is, and all else is invented', () => {
  const next = syntheticSource(() => ({ form: '^x[a-z0-9]{2}-[0-9]{2}$', example: 'xab-12' }), 1)('part');
  const names = Array.from({ length: 5 }, () => next('Folder'));
  expect(names).toEqual(['xaa-12', 'xba-12', 'xca-12', 'xda-12', 'xea-12']);
});

test('more free places than a digest has bytes are filled by it again', () => {
  const example = 'z'.repeat(60);
  const next = syntheticSource(() => ({ form: '^[a-z0-9]{60}$', example }), 1)('part');
  const name = next('Folder');
  expect(name).toMatch(/^[a-z0-9]{60}$/);
  expect(name.slice(32, 56)).toBe(name.slice(0, 24));
  expect(new Set(name.slice(0, 32)).size).toBeGreaterThan(5);
});

test('each kind of resource counts by itself, and its form is asked for once', () => {
  const asked: string[] = [];
  const parts = syntheticSource((resource) => {
    asked.push(resource);
    return { form: FORM, example: EXAMPLE };
  }, 1);
  const next = parts('part');
  expect(next('A')).toBe(next('B'));
  parts('other')('A');
  expect(asked).toEqual(['A', 'B']);
});

test('a kind without a known form is an error that names it', () => {
  const next = syntheticSource(() => undefined, 1)('part');
  expect(() => next('Folder')).toThrow('the contract shows no form of names for Folder');
});
