import { describe, expect, test } from 'vitest';
import { SkipError, type TestContext } from '../core/test-context.ts';
import { createWays } from '../run/ways.ts';
import { prepared, type Way } from './preparation.ts';

const REFUSED = new SkipError('refused', {
  hindrance: { kind: 'step', operation: 'PlantTree', outcome: '400 NoOaks', rules: [] },
  violation: { rule: 'Tree.plants', operation: 'PlantTree', expected: 'success', actual: '400 NoOaks', steps: [] },
});
const FULL = new SkipError('full', {
  hindrance: { kind: 'step', operation: 'PlantTree', outcome: '400 TooManyTrees', rules: [] },
});

function garden() {
  const made: string[] = [];
  const told: string[] = [];
  const hindered: string[] = [];
  const lane = {
    ways: createWays((preparation, way, instead) =>
      told.push(`${preparation}: ${way}${instead === undefined ? '' : ` instead of ${instead}`}`),
    ),
    hindered: ({ message }: SkipError) => void hindered.push(message),
  } as unknown as TestContext;
  const way = (name: string, failure?: SkipError): Way<string> => ({
    name,
    async make() {
      made.push(name);
      if (failure) throw failure;
      return name;
    },
  });
  return { lane, way, made, told, hindered };
}

describe('something is made in the first way that works', () => {
  test('which is remembered and told once; what its failure shows is reported', async () => {
    const { lane, way, made, told, hindered } = garden();
    const ways = [way('an oak', REFUSED), way('a birch'), way('a fir')];
    expect([await prepared(lane, 'a tree', ways), await prepared(lane, 'a tree', ways)]).toEqual([
      'a birch',
      'a birch',
    ]);
    expect(made).toEqual(['an oak', 'a birch', 'a birch']);
    expect(told).toEqual(['a tree: a birch instead of an oak (refused)']);
    expect(hindered).toEqual(['refused']);
  });

  test('and where none does, the first failure counts, each time anew', async () => {
    const { lane, way, made } = garden();
    const ways = [
      way('an oak', REFUSED),
      way('a birch', new SkipError('no birch', { hindrance: { kind: 'not-implemented', operations: [] } })),
    ];
    await expect(prepared(lane, 'a tree', ways)).rejects.toBe(REFUSED);
    await expect(prepared(lane, 'a tree', ways)).rejects.toBe(REFUSED);
    expect(made).toHaveLength(4);
  });

  test('but not instead of one that failed for a passing reason', async () => {
    const { lane, way, told } = garden();
    await expect(prepared(lane, 'a tree', [way('an oak', FULL), way('a birch')])).rejects.toBe(FULL);
    expect(await prepared(lane, 'a tree', [way('an oak'), way('a birch')])).toBe('an oak');
    expect(told).toEqual(['a tree: an oak']);
  });
});
