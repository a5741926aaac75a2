import { type Lane, Unjudged } from '../core/lane.ts';

const FIRST_MS = 25;
const LONGEST_MS = 10_000;

/** Waits between looks: short at first, then ever longer up to ten seconds. */
export async function pause(lane: Lane, look: number, longest = LONGEST_MS): Promise<void> {
  if (lane.signal.aborted) throw new Unjudged('interrupted');
  await lane.clock.wait(Math.min(longest, FIRST_MS * 2 ** look));
}
