import { expect, test } from 'vitest';
import { createQueue } from './queue.ts';

async function taken<T>(values: AsyncGenerator<T, void>): Promise<T[]> {
  const all: T[] = [];
  for await (const value of values) all.push(value);
  return all;
}

test('values come out in the order in which they went in', async () => {
  const queue = createQueue<number>();
  for (const value of [1, 2, 3]) queue.put(value);
  queue.end();
  expect(await taken(queue.values())).toEqual([1, 2, 3]);
});

test('a reader that waits gets what is put in later', async () => {
  const queue = createQueue<number>();
  const all = taken(queue.values());
  await Promise.resolve();
  queue.put(1);
  await new Promise((resolve) => setImmediate(resolve));
  queue.put(2);
  queue.end();
  expect(await all).toEqual([1, 2]);
});

test('an error comes after the values that were put in before it', async () => {
  const queue = createQueue<number>();
  queue.put(1);
  queue.fail(new Error('broken'));
  const values = queue.values();
  expect(await values.next()).toEqual({ done: false, value: 1 });
  await expect(values.next()).rejects.toThrow('broken');
});

test('an error reaches a reader that waits', async () => {
  const queue = createQueue<number>();
  const all = taken(queue.values());
  await Promise.resolve();
  queue.fail(new Error('broken'));
  await expect(all).rejects.toThrow('broken');
});
