import { expect, test } from 'vitest';
import { said } from './support/script.ts';

test('prove says of each name what it shows', async () => {
  const { code, text } = await said(() => import('./prove/main.ts'), '--help');
  expect(code).toBe(0);
  const lines = text.trim().split('\n').slice(2);
  expect(lines.length).toBeGreaterThan(10);
  for (const line of lines) expect(line).toMatch(/^[\w-]+ +[^ ].{20}/);
});
