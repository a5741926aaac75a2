import { expect, test } from 'vitest';
import { interruption } from './interruption.ts';

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** What waits for a signal beside those that waited before. */
const listening = (before: readonly number[]): number[] =>
  SIGNALS.map((name, index) => process.listenerCount(name) - before[index]!);

test.each(SIGNALS)('%s interrupts', (name) => {
  const before = process.listeners(name);
  const { signal, done } = interruption();
  const [listener] = process.listeners(name).filter((one) => !before.includes(one)) as [NodeJS.SignalsListener];
  expect(signal.aborted).toBe(false);
  listener(name);
  expect(signal.aborted).toBe(true);
  done();
});

test('when all is done, no signal is waited for any more, and the default applies again', () => {
  const before = SIGNALS.map((name) => process.listenerCount(name));
  const { signal, done } = interruption();
  expect(listening(before)).toEqual([1, 1]);
  done();
  expect([listening(before), signal.aborted]).toEqual([[0, 0], false]);
});
