import { expect, test, vi } from 'vitest';
import { createWays } from './ways.ts';

test('a way that works is told once', () => {
  const taken = vi.fn();
  const ways = createWays(taken);
  ways.take('a tree', 'seed');
  ways.take('a tree', 'seed');
  expect(taken.mock.calls).toEqual([['a tree', 'seed', undefined]]);
});

test('one that is taken instead of others is told with why they failed, even where it was told without', () => {
  const taken = vi.fn();
  const ways = createWays(taken);
  ways.take('a tree', 'graft');
  ways.fail('a tree', 'seed', '404');
  ways.fail('a tree', 'cutting', '501');
  ways.take('a tree', 'graft');
  ways.take('a bush', 'graft');
  expect(taken.mock.calls).toEqual([
    ['a tree', 'graft', undefined],
    ['a tree', 'graft', 'seed (404), cutting (501)'],
    ['a bush', 'graft', undefined],
  ]);
});

test('a failure is known of its own preparation alone, and the latest reason counts', () => {
  const ways = createWays();
  ways.fail('a tree', 'seed', '404');
  ways.fail('a tree', 'seed', '500');
  expect(ways.failure('a tree', 'seed')).toBe('500');
  expect([ways.failure('a tree', 'graft'), ways.failure('a bush', 'seed')]).toEqual([undefined, undefined]);
});
