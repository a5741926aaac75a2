import { setTimeout as sleep } from 'node:timers/promises';
import type { Target } from '../core/target.ts';

export interface RateOptions {
  wait?: (ms: number) => Promise<unknown>;
  now?: () => number;
}

/** Sends at most so many calls a second, evenly spread and in the order in which they came. */
export function rateLimited(
  target: Target,
  perSecond: number,
  { wait = sleep, now = () => performance.now() }: RateOptions = {},
): Target {
  const gap = 1000 / perSecond;
  let free = Number.NEGATIVE_INFINITY;
  return {
    ...target,
    async call(call) {
      const start = Math.max(now(), free);
      free = start + gap;
      const early = start - now();
      if (early > 0) await wait(early);
      return target.call(call);
    },
  };
}
