import type { RunEvent } from '../core/event.ts';
import type { RunState } from './state.ts';

/** The event with which a run ends. `started`: in milliseconds of the clock; `error`: why not all could be judged. */
export function endEvent({ counts, signal }: RunState, started: number, error: string | undefined): RunEvent {
  return {
    type: 'end',
    seconds: (Date.now() - started) / 1000,
    requests: counts.requests,
    retries: counts.retries,
    interrupted: signal.aborted,
    ...(error === undefined ? {} : { error }),
  };
}
