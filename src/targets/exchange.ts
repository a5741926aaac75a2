import type { Dispatcher } from 'undici';
import type { HttpRequest, HttpResponse } from '../core/outcome.ts';
import { CAP, flatHeaders } from './body.ts';
import type { Connection, ConnectionWatch } from './connection.ts';

/** Thrown when an exchange is not over in time. */
export class TimeoutError extends Error {}

/** Thrown where a connection on which there had been other answers broke before the first byte of this one. */
export class Dropped extends Error {}

/** What a connection that broke is called. */
const BROKEN = new Set(['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE']);

/**
 * One request and the whole of its answer, without the streams that reading an answer bit by bit would take; undefined for
 * an answer that is too long. `timeout`: milliseconds for all of it. Rejects with Late, Dropped, or as undici does.
 */
export function exchange(
  pool: Dispatcher,
  { method, path, headers, body }: HttpRequest,
  timeout: number,
  watch: ConnectionWatch,
): Promise<HttpResponse | undefined> {
  return new Promise((resolve, reject) => {
    let controller: Dispatcher.DispatchController | undefined;
    let connection: Connection | undefined;
    let status = 0;
    let received: Record<string, string> = {};
    let chunks: Uint8Array[] = [];
    let size = 0;
    let over = false;
    const settle = (): void => {
      over = true;
      clearTimeout(timer);
    };
    /** Ends it from our side: nothing more is read, and the connection is not used again. */
    const leave = (): void => {
      settle();
      controller?.abort(new TimeoutError());
    };
    const timer = setTimeout(() => {
      leave();
      reject(new TimeoutError());
    }, timeout);
    pool.dispatch(
      { method: method as 'GET', path, headers, body: body.length > 0 ? body : null },
      {
        onRequestStart(present) {
          controller = present;
          watch.next((used) => {
            connection = used;
          });
          if (over) present.abort(new TimeoutError());
        },
        onResponseStart(_, statusCode, answered) {
          status = statusCode;
          received = flatHeaders(answered);
          chunks = [];
        },
        onResponseData(_, chunk) {
          size += chunk.length;
          if (size <= CAP) {
            chunks.push(chunk);
          } else if (!over) {
            leave();
            resolve(undefined);
          }
        },
        onResponseEnd() {
          if (connection) connection.busy = false;
          settle();
          resolve({ status, headers: received, body: chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks) });
        },
        onResponseError(_, error) {
          // What we left is settled already.
          if (over) return;
          settle();
          const { code = '' } = error as NodeJS.ErrnoException;
          const unanswered = connection !== undefined && connection.requests > 1 && !connection.answered;
          reject(unanswered && BROKEN.has(code) ? new Dropped(error.message, { cause: error }) : error);
        },
      },
    );
  });
}
