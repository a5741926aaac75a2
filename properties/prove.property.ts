import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { BASES } from '../src/reference/bases.ts';
import { FAULTS } from '../src/reference/faults/index.ts';
import { VARIANTS } from '../src/reference/variants/index.ts';
import { REALITY } from './support/reality.ts';
import { said } from './support/script.ts';

test('prove says of each name what it shows', async () => {
  const { code, text } = await said(() => import('./prove/main.ts'), '--help');
  expect(code).toBe(0);
  const lines = text.trim().split('\n').slice(2);
  expect(lines.length).toBeGreaterThan(10);
  for (const line of lines) expect(line).toMatch(/^[\w-]+ +[^ ].{20}/);
});

test.each(REALITY)('of "$what" all is there that prove reality judges', ({ covers }) => {
  const has = (all: readonly { name: string }[], name: string): boolean => all.some((one) => one.name === name);
  expect(covers.length).toBeGreaterThan(0);
  for (const cover of covers) {
    if ('file' in cover) expect(existsSync(new URL(`../${cover.file}`, import.meta.url)), cover.file).toBe(true);
    else if ('fault' in cover) expect(has(FAULTS, cover.fault), cover.fault).toBe(true);
    else if ('variant' in cover) expect(has(VARIANTS, cover.variant), cover.variant).toBe(true);
    else expect(has(BASES, cover.base), cover.base).toBe(true);
  }
});
