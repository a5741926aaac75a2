import type { Clock } from './traffic.ts';

/** How long a run waits, in milliseconds, and the clock that it waits by. */
export interface Timing {
  /** How long a listing may lag behind a change, on any target. */
  readonly settle: number;
  /** How long a read may: 0 on this machine, where reads have no reason to be late. */
  readonly settleReads: number;
  /** How long a resource may take to reach a state. */
  readonly patience: number;
  /** That of the recording where answers come from one. */
  readonly clock: Clock;
}

/** What a user may say of it; see `DEFAULT_TIMING` for the rest. */
export interface TimingOptions {
  settle?: number;
  /** The same for reads alone. */
  settleReads?: number;
  patience?: number;
}

/** In milliseconds. `timeout`: how long a target may take for one response. */
export const DEFAULT_TIMING = { settle: 2_000, patience: 20_000, timeout: 10_000 } as const;
