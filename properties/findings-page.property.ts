import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { DIFFERENCE_KINDS } from '../src/core/difference.ts';
import { deviationOf, findingsPage } from './figures/findings-page.ts';
import { EXAMPLES } from './figures/kinds.ts';

test('docs/findings.md is what npm run findings writes', () => {
  expect(readFileSync(new URL('../docs/findings.md', import.meta.url), 'utf8')).toBe(findingsPage());
});

test('every kind of difference has an example, which leads to a deviation of that kind', () => {
  expect(new Set(EXAMPLES.map(({ kind }) => kind))).toEqual(new Set(DIFFERENCE_KINDS));
  expect(EXAMPLES.filter((example) => deviationOf(example).kind !== example.kind)).toEqual([]);
});
