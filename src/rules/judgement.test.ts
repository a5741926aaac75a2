import { expect, test } from 'vitest';
import { all, unseen } from './judgement.ts';

const wrong = { expected: 'a', actual: 'b' };

test('of several judgements a difference comes first, and what was not seen is never held', () => {
  expect(all('held', 'held')).toBe('held');
  expect(all('held', unseen('no ETag'))).toEqual({ unseen: 'no ETag' });
  expect(all(unseen('no ETag'), wrong)).toBe(wrong);
});
