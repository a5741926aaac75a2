import type { TestContext } from '../core/test-context.ts';
import { pause } from './pause.ts';

const LONGEST_PAUSE_MS = 250;

/** What was looked at last, and what was wrong with it; undefined where nothing was. */
export interface Settled<T, W> {
  value: T;
  wrong: W | undefined;
}

/**
 * Looks again and again until nothing is wrong, for at most so many milliseconds; what was seen last counts. `what` names
 * it in the note on one that settled late.
 */
export async function settled<T, W>(
  lane: TestContext,
  limit: number,
  what: string,
  look: () => Promise<T>,
  wrongWith: (value: T) => W | undefined | Promise<W | undefined>,
): Promise<Settled<T, W>> {
  const begun = lane.timing.clock.now();
  for (let times = 0; ; times++) {
    const value = await look();
    const wrong = await wrongWith(value);
    const waited = lane.timing.clock.now() - begun;
    if (wrong === undefined && times > 0) lane.note(`${what} took ${Math.round(waited)} ms to settle`);
    if (wrong === undefined || waited >= limit) return { value, wrong };
    await pause(lane, times, LONGEST_PAUSE_MS);
  }
}
