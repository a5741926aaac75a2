import type { HttpRequest, HttpResponse } from '../core/outcome.ts';
import { watching } from './connection.ts';
import { Dropped, exchange } from './exchange.ts';
import { buildConnector, Pool } from './pool.ts';
import { isUnreached } from './unreached.ts';

export interface SenderOptions {
  /** Milliseconds for a whole exchange. */
  timeout: number;
  connections: number;
  /** PEM of the authorities to trust. */
  ca?: string[];
  /** Whether a request whose connection breaks is left to the caller. */
  once?: true;
}

/** An answer, undefined for one that is too long. `repeated`: the request may have been done twice. */
export interface Received {
  response: HttpResponse | undefined;
  repeated?: true;
}

export interface Sender {
  /** Rejects with Late, or as undici does. */
  send(request: HttpRequest): Promise<Received>;
  close(): Promise<void>;
}

/** Connections that a server drops before each request has one of its own. */
const MOST_DROPPED = 3;

/**
 * Sends requests to an origin over connections that are kept alive. A server may close any of them at any time (RFC 9112,
 * 9.3.1 and 9.5): a request whose connection breaks before the first byte of its answer, and on which there were answers
 * before, is sent again on one of its own. Where that keeps happening, every request has one of its own.
 */
export function createSender(origin: string, { timeout, connections, ca, once }: SenderOptions): Sender {
  let dropped = 0;
  const build = buildConnector({ timeout, ...(ca ? { ca } : {}) });
  const watch = watching(build, () => {
    dropped++;
  });
  const options = {
    connections,
    connect: watch.connect,
    headersTimeout: timeout,
    bodyTimeout: timeout,
    maxHeaderSize: 64 * 1024,
  };
  const kept = new Pool(origin, { ...options, pipelining: 1 });
  /** Each connection of this one is closed after its request. */
  let single: InstanceType<typeof Pool> | undefined;
  const alone = (request: HttpRequest): Promise<HttpResponse | undefined> => {
    single ??= new Pool(origin, { ...options, pipelining: 0 });
    return exchange(single, request, timeout, watch);
  };
  return {
    async send(request) {
      if (dropped >= MOST_DROPPED) return { response: await alone(request) };
      try {
        return { response: await exchange(kept, request, timeout, watch) };
      } catch (error) {
        if (!(error instanceof Dropped)) throw error;
        dropped++;
        if (once) throw error.cause;
        try {
          return { response: await alone(request), repeated: true };
        } catch (again) {
          // Nobody is there any more: what broke the connection is what happened.
          throw isUnreached(again) ? error.cause : again;
        }
      }
    },
    async close() {
      await Promise.all([kept.destroy(), single?.destroy()]);
    },
  };
}
