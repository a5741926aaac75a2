import { EventEmitter } from 'node:events';
import type { Socket } from 'node:net';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Connection, watching } from './connection.ts';

beforeEach(() => vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => vi.useRealTimers());

/** A connection to a server that says what it is told to, and how often it was taken to be dropped. */
function connected() {
  const chunks: (Buffer | null)[] = [];
  const written: unknown[] = [];
  const socket = Object.assign(new EventEmitter(), {
    read: () => chunks.shift() ?? null,
    write: (...parts: unknown[]) => written.push(...parts) > 0,
  }) as unknown as Socket;
  let drops = 0;
  const watch = watching(
    (_, callback) => callback(null, socket),
    () => drops++,
  );
  watch.connect({} as never, () => {});
  let connection: Connection | undefined;
  return {
    socket,
    written,
    drops: () => drops,
    connection: () => connection,
    request() {
      watch.next((used) => {
        connection = used;
      });
      socket.write('GET');
      socket.write(' /');
    },
    answer(text: string): string | null {
      chunks.push(Buffer.from(text));
      const read = socket.read() as Buffer | null;
      return read?.toString() ?? null;
    },
    done() {
      connection!.busy = false;
    },
  };
}

test('a request counts once, however often is written, and is unanswered until bytes come', () => {
  const server = connected();
  server.request();
  expect(server.connection()).toEqual({ requests: 1, answered: false, busy: true, latest: 0 });
  expect(server.socket.read()).toBeNull();
  expect(server.connection()!.answered).toBe(false);
  vi.advanceTimersByTime(50);
  expect(server.answer('HTTP/1.1 200 OK')).toBe('HTTP/1.1 200 OK');
  expect(server.connection()).toMatchObject({ answered: true, latest: performance.now() });
  server.request();
  expect(server.connection()).toMatchObject({ requests: 2, answered: false, busy: true });
  expect(server.written).toEqual(['GET', ' /', 'GET', ' /']);
});

test('interim answers do not come through', () => {
  const server = connected();
  server.request();
  expect(server.answer('HTTP/1.1 100 Continue\r\n\r\n')).toBeNull();
});

test('a server that closes soon after an answer drops the connection', () => {
  const server = connected();
  server.request();
  server.answer('HTTP/1.1 200 OK');
  server.done();
  vi.advanceTimersByTime(999);
  server.socket.emit('end');
  expect(server.drops()).toBe(1);
});

test('a server that closes after a second of silence does not', () => {
  const server = connected();
  vi.advanceTimersByTime(5_000);
  server.request();
  server.answer('HTTP/1.1 200 OK');
  server.done();
  vi.advanceTimersByTime(1_000);
  server.socket.emit('end');
  expect(server.drops()).toBe(0);
});

test('nor one that closes during an answer, or before any request', () => {
  const during = connected();
  during.request();
  during.answer('HTTP/1.1 200 OK');
  during.socket.emit('end');
  const before = connected();
  before.socket.emit('end');
  expect([during.drops(), before.drops()]).toEqual([0, 0]);
});

test('a connection that could not be made is told, and not watched', () => {
  const results: unknown[] = [];
  const watch = watching(
    (_, callback) => callback(new Error('refused'), null),
    () => {},
  );
  watch.connect({} as never, (...result) => results.push(result[0]));
  expect(results).toEqual([new Error('refused')]);
});
