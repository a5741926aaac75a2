import { SkipError, type TestContext } from '../core/test-context.ts';

const FIRST_MS = 25;
const LONGEST_MS = 10_000;

/** Waits between looks: short at first, then ever longer up to ten seconds. */
export async function pause(lane: TestContext, look: number, longest = LONGEST_MS): Promise<void> {
  if (lane.signal.aborted) throw new SkipError('interrupted', { hindrance: { kind: 'option' } });
  await lane.timing.clock.wait(Math.min(longest, FIRST_MS * 2 ** look));
}
