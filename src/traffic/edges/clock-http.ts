import { request } from 'undici';
import type { Clock } from '../../core/traffic.ts';
import { assertReach, type Reach } from '../../reach/reach.ts';

/** Something else than such a clock is behind the URL. */
export class NoClock extends Error {}

/**
 * A clock behind a URL that can be moved: POST `{"seconds": N}` moves it ahead and answers `{"now": MILLISECONDS}`. Waiting is
 * moving it. Throws NoClock where there is none, OutOfReach where it may not be asked.
 */
export async function httpClock(
  url: URL,
  { reach, timeout = 10_000 }: { reach?: Reach; timeout?: number } = {},
): Promise<Clock> {
  assertReach(url, reach);
  const move = async (seconds: number): Promise<number> => {
    const { status, text } = await post(url, { seconds }, timeout);
    const now = status === 200 ? nowIn(text) : undefined;
    if (now === undefined)
      throw new NoClock(`${url} is no clock: to POST {"seconds": ${seconds}} comes ${status} ${text.slice(0, 80)}`);
    return now;
  };
  let ahead = (await move(0)) - Date.now();
  return {
    virtual: false,
    now: () => Date.now() + ahead,
    async wait(ms) {
      ahead = (await move(ms / 1000)) - Date.now();
    },
  };
}

async function post(url: URL, value: unknown, timeout: number): Promise<{ status: number | string; text: string }> {
  try {
    const { statusCode, body } = await request(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(value),
      signal: AbortSignal.timeout(timeout),
    });
    return { status: statusCode, text: await body.text() };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return { status: 'no answer', text: code ?? message };
  }
}

function nowIn(text: string): number | undefined {
  try {
    const { now } = JSON.parse(text) as { now: unknown };
    return typeof now === 'number' ? now : undefined;
  } catch {
    return undefined;
  }
}
