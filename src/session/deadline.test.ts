import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { deadline } from './deadline.ts';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

const ends = async (aborted: () => boolean): Promise<boolean> => {
  for (const end = performance.now() + 500; performance.now() < end && !aborted(); ) {
    collect();
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return aborted();
};

test('the time is over although garbage was collected meanwhile', async () => {
  const { signal } = deadline(100, new AbortController().signal);
  expect(await ends(() => signal.aborted)).toBe(true);
});

test('an earlier signal ends it, with its reason', () => {
  const earlier = new AbortController();
  const { signal } = deadline(60_000, earlier.signal);
  earlier.abort('enough');
  expect(signal.aborted && signal.reason).toBe('enough');
});

test('one that was aborted before ends it at once, and without a time it never ends by itself', async () => {
  expect(deadline(undefined, AbortSignal.abort()).signal.aborted).toBe(true);
  const { signal, done } = deadline(20, undefined);
  done();
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(signal.aborted).toBe(false);
});
