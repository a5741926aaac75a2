import { expect, test } from 'vitest';
import { examplesIn } from './patterns/example.ts';
import { restatementsIn } from './restatements.ts';

test.each([
  ['Values are 120–600 seconds (2–10 minutes).', [true]],
  ['Values are 120–600 seconds (2–11 minutes).', [false]],
  ['Values are 120–600 seconds (2–10 bytes).', [false]],
  ['It takes 7200 seconds (two hours) or 90 seconds (1 minute).', [true, false]],
  ['For example, a value of 0.25 means 25% of it.', [true]],
  ['For example, a value of 0.25 means 52% of it.', [false]],
  ['It takes 7200 seconds (a long time).', []],
])('what "%s" says twice is compared', (sentence, agree) => {
  expect(restatementsIn(sentence).map(({ agrees }) => agrees)).toEqual(agree);
});

test.each([
  ['The name, for example, `tower-1`.', ['tower-1']],
  ['The name. For example: `a/b`, or such as `c`.', ['a/b', 'c']],
  ['The host, such as lamp.example.com.', ['lamp.example.com']],
  ['For example, a value of 0.250 means a quarter.', [0.25]],
  ['For example, the lamp shines.', []],
])('"%s" shows these examples', (sentence, examples) => {
  expect(examplesIn(sentence)).toEqual(examples);
});
