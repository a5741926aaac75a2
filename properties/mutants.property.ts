import { expect, test } from 'vitest';
import { fallen, roomsOf, scoresOf } from './mutants/score.ts';

const mutant = (fileName: string, status: string): { fileName: string; status: string } => ({ fileName, status });

test('a mutant that was killed or timed out counts as noticed; one that survived or has no test does not', () => {
  const mutants = ['Killed', 'Timeout', 'Survived', 'NoCoverage'].map((status) => mutant('src/run/over.ts', status));
  expect(scoresOf(mutants)).toEqual({ 'src/run/over.ts': { noticed: 2, total: 4 } });
});

test('a mutant that does not compile or is marked as equivalent counts nowhere', () => {
  const mutants = ['CompileError', 'RuntimeError', 'Ignored'].map((status) => mutant('src/run/over.ts', status));
  expect(scoresOf(mutants)).toEqual({});
});

test('the score of a room sums those of its files', () => {
  const scores = { 'src/run/a.ts': { noticed: 1, total: 2 }, 'src/run/deep/b.ts': { noticed: 3, total: 3 } };
  expect(roomsOf(scores)).toEqual({ 'src/run': { noticed: 4, total: 5 } });
});

test('a room below its baseline is named with both figures; one that is new, better or hardly worse is not', () => {
  const baseline = {
    'src/a': { noticed: 90, total: 100 },
    'src/b': { noticed: 1, total: 2 },
    'src/c': { noticed: 901, total: 1000 },
  };
  const scores = {
    'src/a': { noticed: 89, total: 100 },
    'src/b': { noticed: 2, total: 2 },
    'src/c': { noticed: 900, total: 1000 },
    'src/new': { noticed: 0, total: 1 },
  };
  expect(fallen(scores, baseline)).toEqual(['src/a: 89.0 %, 90.0 % in the baseline']);
});
