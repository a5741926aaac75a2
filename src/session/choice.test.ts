import { expect, test } from 'vitest';
import { shippedContract } from '../contracts/shipped.ts';
import { choiceOf } from './choice.ts';

test('where every rule that is chosen is left out again, nothing is left to judge', async () => {
  const chosen = (rules: string[], exclude: string[]) =>
    choiceOf(shippedContract(), { rules, exclude, require: [], staging: 'auto' });
  await expect(chosen(['answer.*'], ['answer.*'])).rejects.toThrow('nothing is left to judge');
  await expect(chosen([], ['*'])).rejects.toThrow('nothing is left to judge');
  expect((await chosen(['answer.*'], ['SessionStickinessConfig.*'])).rules.answer).not.toEqual([]);
});
