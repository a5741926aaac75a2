import { expect, test } from 'vitest';
import { fallenSilent, whyOver } from './over.ts';
import type { RunState } from './state.ts';

const stateOf = (silence: number, more: { failed?: string; ended?: string } = {}): RunState =>
  ({
    counts: { silence },
    restarts: { count: 0, ...(more.failed ? { failed: more.failed } : {}) },
    options: { target: { name: 'orchard' }, ended: () => more.ended },
  }) as unknown as RunState;

test('a target is given up after eight requests in a row without an answer', () => {
  expect(whyOver(stateOf(7))).toBeUndefined();
  expect(whyOver(stateOf(8))).toBe('orchard stopped answering');
});

test('a process that ended is the reason before silence is, and a failed restart before that', () => {
  expect(whyOver(stateOf(8, { ended: 'it exited with code 1' }))).toBe('it exited with code 1');
  expect(whyOver(stateOf(0, { ended: 'it exited with code 1' }))).toBe('it exited with code 1');
  expect(whyOver(stateOf(8, { ended: 'it exited', failed: 'no restart' }))).toBe('no restart');
});

test('silence that is certain counts as eight requests, and is never made shorter', () => {
  const state = stateOf(2);
  fallenSilent(state);
  expect(state.counts.silence).toBe(8);
  state.counts.silence = 9;
  fallenSilent(state);
  expect(state.counts.silence).toBe(9);
});
