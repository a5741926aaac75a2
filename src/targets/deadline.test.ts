import { expect, test, vi } from 'vitest';
import { LATE, within } from './deadline.ts';

const never = new Promise<never>(() => {});

test('what comes in time is given, and what fails in time fails', async () => {
  expect(await within(Promise.resolve('oak'), 1_000)).toBe('oak');
  await expect(within(Promise.reject(new Error('no oak')), 1_000)).rejects.toThrow('no oak');
});

test('what does not come in time is late', async () => {
  vi.useFakeTimers();
  try {
    const waiting = within(never, 1_000);
    let ended = false;
    void waiting.then(() => (ended = true));
    await vi.advanceTimersByTimeAsync(999);
    expect(ended).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(await waiting).toBe(LATE);
  } finally {
    vi.useRealTimers();
  }
});

test('no timer is left behind', async () => {
  vi.useFakeTimers();
  try {
    await within(Promise.resolve(1), 1_000);
    await within(Promise.reject(new Error('no oak')), 1_000).catch(() => {});
    expect(vi.getTimerCount()).toBe(0);
  } finally {
    vi.useRealTimers();
  }
});
