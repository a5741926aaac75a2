import type { RunEvent } from '../core/event.ts';
import { sessionEvents } from '../session/events.ts';
import { checkGiven } from '../session/given-options.ts';
import type { RunOptions } from '../session/run-options.ts';

/**
 * Judges a target and tells what happens as it happens, from a `start` event to an `end` event; `recordOf` puts the events
 * together, and every report can be made of them. What the run created is deleted when the events end, whether they were
 * all read or not. Throws TargetUnusableError, after the `end` event, where nothing can be judged, and at once a UsageError for options that
 * name no target or that do not exist, and for a resource or a glob that nothing matches.
 */
export async function* run(options: RunOptions): AsyncGenerator<RunEvent, void> {
  checkGiven(options);
  yield* sessionEvents(options);
}
