import { describe, expect, test } from 'vitest';
import type { TimingOptions } from '../core/timing.ts';
import { machineClock as clock } from './clock.ts';
import { timingOf } from './timing.ts';

const NEAR = 'http://127.0.0.1:4566/';
const FAR = 'https://cloud.example/';
const timing = (options: TimingOptions, url?: string) => timingOf(options, { url, clock });

describe('how long reads may lag behind a change', () => {
  test('not at all on this machine, unless an option says that they may', () => {
    expect(timing({}, NEAR).settleReads).toBe(0);
    expect(timing({}).settleReads).toBe(0);
    expect(timing({ settle: 5_000 }, NEAR).settleReads).toBe(5_000);
  });

  test('as long as listings elsewhere, unless an option speaks of reads alone', () => {
    expect(timing({}, FAR)).toMatchObject({ settle: 2_000, settleReads: 2_000 });
    expect(timing({ settle: 5_000 }, FAR)).toMatchObject({ settle: 5_000, settleReads: 5_000 });
    expect(timing({ settle: 5_000, settleReads: 0 }, FAR)).toMatchObject({ settle: 5_000, settleReads: 0 });
  });
});

test('a resource has 20 s to reach a state, unless an option says otherwise', () => {
  expect([timing({}).patience, timing({ patience: 50 }).patience]).toEqual([20_000, 50]);
});
