import { DEFAULT_TIMING, type Timing, type TimingOptions } from '../core/timing.ts';
import type { Clock } from '../core/traffic.ts';
import { isNear } from '../reach/reach.ts';

/**
 * The timing of a run on a target. Reads on this machine may not lag behind a change, unless the options say that they may.
 */
export function timingOf(
  { settle, settleReads, patience = DEFAULT_TIMING.patience }: TimingOptions,
  { url, clock }: { url?: string | undefined; clock: Clock },
): Timing {
  return {
    settle: settle ?? DEFAULT_TIMING.settle,
    settleReads: settleReads ?? settle ?? (isNear(url) ? 0 : DEFAULT_TIMING.settle),
    patience,
    clock,
  };
}
