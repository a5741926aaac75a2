import type { HttpRequest, HttpResponse } from '../../core/outcome.ts';
import type { Handler } from '../../core/target.ts';
import { LATE, within } from '../../targets/deadline.ts';

/** Requests as a run sent them. `after`: how many answers had come by then; a restart of the target stands between them. */
export type Tape = ({ request: HttpRequest; after: number } | 'restart')[];

/** A tape, and what keeps on it each request that goes to a handler. */
export function taping(): { tape: Tape; listen(handler: Handler): Handler } {
  const tape: Tape = [];
  let answers = 0;
  return {
    tape,
    listen(handler) {
      if (tape.length > 0) tape.push('restart');
      return async (request) => {
        tape.push({ request, after: answers });
        try {
          return await handler(request);
        } finally {
          answers++;
        }
      };
    },
  };
}

/**
 * Whether two servers answer every request of a tape alike. Requests that were under way at the same time are so again.
 * `start`: starts both anew, in a state that both have in common.
 */
export async function answersAlike(tape: Tape, start: () => [Handler, Handler]): Promise<boolean> {
  let pair = start();
  let begun = 0;
  let alike = true;
  let waiting: (() => void) | undefined;
  let answers = 0;
  const ask = async (request: HttpRequest): Promise<void> => {
    const [one, other] = await Promise.all(pair.map((handler) => answered(handler, request)));
    alike &&= one === other;
    answers++;
    waiting?.();
  };
  for (const entry of tape) {
    if (!alike) return false;
    if (entry === 'restart') {
      pair = start();
      continue;
    }
    while (answers < Math.min(entry.after, begun)) await new Promise<void>((resolve) => (waiting = resolve));
    begun++;
    void ask(entry.request);
  }
  while (answers < begun) await new Promise<void>((resolve) => (waiting = resolve));
  return alike;
}

/** Milliseconds after which a handler has no answer. */
const PATIENCE = 1_000;

async function answered(handler: Handler, request: HttpRequest): Promise<string> {
  const answer = await within(
    handler(request).catch(() => undefined),
    PATIENCE,
  );
  return answer === undefined || answer === LATE ? '' : textOf(answer);
}

const textOf = ({ status, headers, body }: HttpResponse): string =>
  JSON.stringify([status, headers, Buffer.from(body).toString('base64')]);
