import type { Dispatcher } from 'undici';
import type { HttpRequest, HttpResponse } from '../core/outcome.ts';
import { CAP, flatHeaders } from './body.ts';

/** Thrown when an exchange is not over in time. */
export class Late extends Error {}

/**
 * One request and the whole of its answer, without the streams that reading an answer bit by bit would take; undefined for
 * an answer that is too long. `timeout`: milliseconds for all of it. Rejects with Late, or as undici does.
 */
export function exchange(
  pool: Dispatcher,
  { method, path, headers, body }: HttpRequest,
  timeout: number,
): Promise<HttpResponse | undefined> {
  return new Promise((resolve, reject) => {
    let controller: Dispatcher.DispatchController | undefined;
    let status = 0;
    let received: Record<string, string> = {};
    let chunks: Uint8Array[] = [];
    let size = 0;
    let over = false;
    /** Ends it from our side: nothing more is read, and the connection is not used again. */
    const leave = (): void => {
      over = true;
      clearTimeout(timer);
      controller?.abort(new Late());
    };
    const timer = setTimeout(() => {
      leave();
      reject(new Late());
    }, timeout);
    pool.dispatch(
      { method: method as 'GET', path, headers, body: body.length > 0 ? body : null },
      {
        onRequestStart(present) {
          controller = present;
          if (over) present.abort(new Late());
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
          over = true;
          clearTimeout(timer);
          resolve({ status, headers: received, body: chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks) });
        },
        onResponseError(_, error) {
          // What we left is settled already.
          if (over) return;
          over = true;
          clearTimeout(timer);
          reject(error);
        },
      },
    );
  });
}
