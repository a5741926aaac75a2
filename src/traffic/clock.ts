import type { Clock } from '../core/traffic.ts';

/** A clock that stands still but for waiting, which takes no time. `start` in milliseconds since 1970. */
export function virtualClock(start = Date.UTC(2030, 0, 1)): Clock {
  let now = start;
  const done = Promise.resolve();
  return {
    virtual: true,
    now: () => now,
    wait(ms) {
      now += ms;
      return done;
    },
  };
}

/** The clock of this machine. Waiting ends at once when the signal is aborted. */
export function realClock(signal?: AbortSignal): Clock {
  return {
    virtual: false,
    now: () => Date.now(),
    wait: (ms) =>
      new Promise((resolve) => {
        if (signal?.aborted) return resolve();
        const end = (): void => {
          clearTimeout(timer);
          signal?.removeEventListener('abort', end);
          resolve();
        };
        const timer = setTimeout(end, ms);
        signal?.addEventListener('abort', end);
      }),
  };
}
