import type { Socket } from 'node:net';
import type { buildConnector } from 'undici';
import { interimFilter } from './interim.ts';

/** A connection that requests are sent on, one after the other. */
export interface Connection {
  /** Requests that were sent on it. */
  requests: number;
  /** Whether any byte came after the latest of them. */
  answered: boolean;
  /** Whether an answer is still awaited. */
  busy: boolean;
  /** When bytes came last, as `performance.now()` has it. */
  latest: number;
}

/** Milliseconds after an answer within which a server that closes the connection does not mean to keep it. */
const SOON = 1_000;

/** What makes connections for undici. */
type Connector = buildConnector.connector;

export interface ConnectionWatch {
  connect: Connector;
  /** Says whose request undici writes next. */
  next(take: (connection: Connection) => void): void;
}

/**
 * Watches the connections that a connector makes: on which of them a request is sent, and whether bytes came since. Interim
 * answers of status 100 that nobody asked for are taken out of what is read. `dropped` is called when a server closes a
 * connection soon after an answer that did not say so.
 */
export function watching(connector: Connector, dropped: () => void): ConnectionWatch {
  let take: ((connection: Connection) => void) | undefined;
  const watch = (socket: Socket): void => {
    const connection: Connection = { requests: 0, answered: false, busy: false, latest: 0 };
    const filter = interimFilter();
    const read = socket.read.bind(socket);
    const write = socket.write.bind(socket) as (...parts: unknown[]) => boolean;
    socket.read = (size?: number) => {
      const chunk = read(size) as Buffer | null;
      if (chunk === null) return null;
      connection.answered = true;
      connection.latest = performance.now();
      return filter.pass(chunk);
    };
    socket.write = ((...parts: unknown[]) => {
      if (take) {
        connection.requests++;
        connection.answered = false;
        connection.busy = true;
        filter.begin();
        take(connection);
        take = undefined;
      }
      return write(...parts);
    }) as typeof socket.write;
    socket.on('end', () => {
      if (!connection.busy && connection.requests > 0 && performance.now() - connection.latest < SOON) dropped();
    });
  };
  return {
    connect: (options, callback) =>
      connector(options, (...result) => {
        if (result[1]) watch(result[1]);
        callback(...result);
      }),
    next(given) {
      take = given;
    },
  };
}
