import { expect, test } from 'vitest';
import { createOutcomes } from './outcomes.ts';

const skip = (text: string) => ({ status: 'skip', text }) as const;

test('skipped rules are told by their reason, and only some of many are named', () => {
  const outcomes = createOutcomes();
  for (const rule of ['a', 'b', 'c', 'd', 'e']) outcomes.take(rule, skip('no wire'));
  outcomes.take('f', skip('a quota'));
  expect(outcomes.skipped()).toEqual(['not judged: a, b, c and 2 more: no wire', 'not judged: f: a quota']);
});

test('a group in which no rule was judged is not green, and says why', () => {
  const outcomes = createOutcomes();
  outcomes.take('a', skip('no wire'));
  expect(() => outcomes.assertJudged()).toThrow('no rule was judged\nnot judged: a: no wire');
});

test('a group in which one rule was judged is left to that rule', () => {
  const outcomes = createOutcomes();
  outcomes.take('a', skip('no wire'));
  outcomes.take('b', { status: 'pass', text: '' });
  expect(() => outcomes.assertJudged()).not.toThrow();
});

test('a group none of whose tests ran says nothing', () => {
  expect(() => createOutcomes().assertJudged()).not.toThrow();
});
