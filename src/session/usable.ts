import type { RunEvent } from '../core/event.ts';
import { TargetUnusableError } from '../run/options.ts';

/** The events of a run, which end without an error where nothing could be judged: the `end` event says so. */
export async function* usable(events: AsyncIterable<RunEvent>): AsyncGenerator<RunEvent, void> {
  try {
    yield* events;
  } catch (error) {
    if (!(error instanceof TargetUnusableError)) throw error;
  }
}
