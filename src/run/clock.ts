import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../core/traffic.ts';

/** The time of this machine, as far as differences matter. */
export const machineClock: Clock = {
  virtual: false,
  now: () => performance.now(),
  wait: (ms) => sleep(ms),
};
