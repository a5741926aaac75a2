import { expect, test } from 'vitest';
import { shippedContract } from '../contracts/shipped.ts';
import { PHASES } from '../core/rule.ts';
import { type ChoiceOptions, choiceOf } from './choice.ts';

test('where every rule that is chosen is left out again, nothing is left to judge', async () => {
  const chosen = (rules: string[], exclude: string[]) =>
    choiceOf(shippedContract(), { rules, exclude, require: [], staging: 'auto' });
  await expect(chosen(['answer.*'], ['answer.*'])).rejects.toThrow('nothing is left to judge');
  await expect(chosen([], ['*'])).rejects.toThrow('nothing is left to judge');
  expect((await chosen(['answer.*'], ['SessionStickinessConfig.*'])).rules.answer).not.toEqual([]);
});

test.each([
  [{}, undefined],
  [{ phases: PHASES }, undefined],
  [{ runs: 50, seed: 3 }, undefined],
  [{ shard: { index: 1, count: 2 } }, undefined],
  [{ rules: ['answer.*'] }, true],
  [{ exclude: ['answer.*'] }, true],
  [{ phases: PHASES.slice(1) }, true],
  [{ best: 100 }, true],
  [{ runs: 49 }, true],
  [{ resource: 'KeyGroup' }, true],
  [{ readOnly: true }, true],
  [{ budget: 900 }, true],
] as [ChoiceOptions, true | undefined][])(
  'with %j, that the run is a part of a default run is %s',
  async (settings, partial) => {
    const { known } = await choiceOf(shippedContract(), { ...settings, known: [] });
    expect(known?.partial).toBe(partial);
  },
);
