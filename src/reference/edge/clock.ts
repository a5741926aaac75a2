import type { HttpRequest, HttpResponse } from '../../core/outcome.ts';
import type { Handler } from '../../core/target.ts';

export const CLOCK_PATH = '/_conformance/clock';

/** The time of this machine and what it was moved ahead by. */
export interface MovableClock {
  now(): Date;
  /** Milliseconds, never back. */
  move(ms: number): void;
}

export function movableClock(): MovableClock {
  let ahead = 0;
  return {
    now: () => new Date(Date.now() + ahead),
    move(ms) {
      ahead += ms;
    },
  };
}

/**
 * Lets a clock be read and moved over HTTP beside a handler: GET tells the time as `{"now": MILLISECONDS}`, POST with
 * `{"seconds": N}` moves it ahead first. Anything else about it is a 400.
 */
export function withClock(clock: MovableClock, handle: Handler): Handler {
  return async (request) => {
    if (request.path !== CLOCK_PATH) return handle(request);
    if (request.method === 'POST') {
      const seconds = secondsIn(request);
      if (seconds === undefined) return json(400, { error: 'send {"seconds": N} with a number of at least 0' });
      clock.move(seconds * 1000);
    }
    return json(200, { now: clock.now().getTime() });
  };
}

function secondsIn({ body }: HttpRequest): number | undefined {
  try {
    const { seconds } = JSON.parse(new TextDecoder().decode(body)) as { seconds: unknown };
    return typeof seconds === 'number' && seconds >= 0 && seconds <= 1e9 ? seconds : undefined;
  } catch {
    return undefined;
  }
}

function json(status: number, value: unknown): HttpResponse {
  const body = new TextEncoder().encode(`${JSON.stringify(value)}\n`);
  return { status, headers: { 'content-type': 'application/json', 'content-length': String(body.length) }, body };
}
