import { describe, expect, test } from 'vitest';
import { BENCHMARKS } from './bench/benchmarks.ts';
import { tableOf } from './bench/table.ts';
import { said } from './support/script.ts';

describe('benchmarks, on a thousandth of their work', () => {
  test.each(Object.entries(BENCHMARKS))(
    '%s gives figures that bear its name and say what they are of',
    async (name, { measure }) => {
      const measures = await measure(0.001);
      expect(measures).not.toEqual([]);
      for (const figure of measures) {
        expect(figure).toEqual({
          name: expect.stringMatching(new RegExp(`^${name}\\.[\\w-]+$`)),
          value: expect.any(Number),
          unit: expect.stringMatching(/./),
          about: expect.stringMatching(/./),
          ...(figure.goal ? { goal: expect.toSatisfy(isGoal) } : {}),
        });
        expect(Number.isFinite(figure.value)).toBe(true);
      }
    },
  );

  test('each figure has a row in the table, which says whether a goal is met', () => {
    const common = { unit: 'ms' as const, about: 'what it is of' };
    const table = tableOf([
      { name: 'a.met', value: 1, goal: { atMost: 2 }, ...common },
      { name: 'a.missed', value: 1, goal: { atLeast: 2 }, ...common },
      { name: 'a.free', value: 12_345.6, ...common },
    ]);
    expect(table.split('\n').map((row) => row.trim().split(/ {2,}/))).toEqual([
      ['a.met', '1 ms', '✓ at most 2', 'what it is of'],
      ['a.missed', '1 ms', '✗ at least 2', 'what it is of'],
      ['a.free', '12,346 ms', 'what it is of'],
    ]);
  });
});

test('where there is no benchmark of a name, those that there are are named', async () => {
  const { code, text } = await said(() => import('./bench/main.ts'), 'nothing');
  expect(code).toBe(2);
  expect(text).toMatch(/^there is no benchmark nothing; give some of random-phase, .*growth\n$/);
});

const isGoal = (goal: object): boolean =>
  /^(atLeast|atMost) [\d.]+$/.test(Object.entries(goal).join(';').replace(',', ' '));
