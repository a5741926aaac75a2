import { expect, test } from 'vitest';
import { openCoverage } from './coverage.ts';

test('a block that runs for the first time is told as new, and one that ran before is not', async () => {
  const stages = (value: number): string => {
    if (value > 3) {
      if (value > 10) return 'much';
      return 'some';
    }
    return 'little';
  };
  const coverage = await openCoverage((url) => url.includes('coverage.test'));
  const known = new Set<string>();
  const fresh: boolean[] = [];
  for (const value of [1, 2, 5, 20, 21]) {
    stages(value);
    const blocks = await coverage.take();
    fresh.push(blocks.some((block) => !known.has(block)));
    for (const block of blocks) known.add(block);
  }
  coverage.close();
  // The first call and the loop around it settle what is known.
  expect(fresh.slice(2)).toEqual([true, true, false]);
});
