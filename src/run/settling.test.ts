import { describe, expect, test } from 'vitest';
import { settling } from './settling.ts';

const NEAR = 'http://127.0.0.1:4566/';
const FAR = 'https://cloud.example/';

describe('how long reads may take to show a change', () => {
  test('not at all on this machine, unless somebody says that they may', () => {
    expect(settling({ url: NEAR }).settleReads).toBe(0);
    expect(settling({}).settleReads).toBe(0);
    expect(settling({ url: NEAR, settle: 5_000 }).settleReads).toBe(5_000);
  });

  test('as long as listings elsewhere, unless it is said of reads alone', () => {
    expect(settling({ url: FAR })).toEqual({ settle: 2_000, settleReads: 2_000 });
    expect(settling({ url: FAR, settle: 5_000 })).toEqual({ settle: 5_000, settleReads: 5_000 });
    expect(settling({ url: FAR, settle: 5_000, settleReads: 0 })).toEqual({ settle: 5_000, settleReads: 0 });
  });
});
