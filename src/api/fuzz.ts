import type { RunEvent } from '../core/event.ts';
import { FUZZ_ONLY, type FuzzSettings, fuzzEvents, RUN_ONLY } from '../session/fuzz.ts';
import { checkGiven, RUN_OPTIONS } from '../session/given-options.ts';

/**
 * Searches a target for deviations with sequences of calls that nobody wrote down, learning from its responses, and tells what
 * happens as it happens, from a `start` event to an `end` event; `recordOf` puts the events together. Ends after `time`
 * milliseconds, or when `signal` aborts. What it created is deleted when the events end. Throws TargetUnusableError, after the
 * `end` event, where nothing can be judged, and at once a UsageError for options that name no target or do not exist.
 */
export async function* fuzz(options: FuzzSettings): AsyncGenerator<RunEvent, void> {
  const names = RUN_OPTIONS.filter((name) => !RUN_ONLY.some((one) => one === name));
  checkGiven(options, [...names, ...FUZZ_ONLY]);
  yield* fuzzEvents(options);
}
