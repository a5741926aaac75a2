import { type AddressInfo, createServer, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import type { HttpRequest, HttpResponse } from '../../src/core/outcome.ts';
import type { Handler } from '../../src/core/target.ts';

/** The bytes of an answer, in the packets in which they leave, and whether the connection is closed after them. */
export interface Sent {
  bytes: Buffer;
  closes?: boolean;
  /** Bytes in one packet; without it, all of them. */
  packet?: number;
  /** Milliseconds before the first byte. */
  after?: number;
}

/** How a server sends an answer, the `count`th of them. */
export type Manner = (answer: HttpResponse, count: number) => Sent;

const headOf = ({ status, headers }: HttpResponse): string[] => [
  `HTTP/1.1 ${status} `,
  `date: ${new Date().toUTCString()}`,
  ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
];

const written = (head: string[], body: Uint8Array): Buffer =>
  Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`, 'latin1'), body]);

const plainly = (answer: HttpResponse): Buffer => written(headOf(answer), answer.body);

const after =
  (...interim: string[]): Manner =>
  (answer) => ({
    bytes: Buffer.concat([Buffer.from(interim.map((head) => `HTTP/1.1 ${head}\r\n\r\n`).join('')), plainly(answer)]),
  });

const withHeaders = (answer: HttpResponse, headers: Record<string, string>): HttpResponse => {
  const { 'content-length': _, ...others } = answer.headers;
  return { ...answer, headers: { ...others, ...headers } };
};

const inChunks: Manner = (answer) => {
  if (answer.body.length === 0) return { bytes: plainly(answer) };
  const body = Buffer.from(answer.body);
  const parts: Buffer[] = [];
  for (let at = 0; at < body.length; at += 100) {
    const part = body.subarray(at, at + 100);
    parts.push(Buffer.from(`${part.length.toString(16).toUpperCase()};part="${at}"\r\n`), part, Buffer.from('\r\n'));
  }
  parts.push(Buffer.from('0\r\nx-sum: 1\r\n\r\n'));
  const head = withHeaders(answer, { 'transfer-encoding': 'chunked', trailer: 'x-sum' });
  return { bytes: written(headOf(head), Buffer.concat(parts)) };
};

const withLines =
  (...lines: string[]): Manner =>
  (answer) => ({ bytes: written([...headOf(answer), ...lines], answer.body) });

/** With another status line. */
const begun =
  (line: (status: number) => string): Manner =>
  (answer) => ({ bytes: written([line(answer.status), ...headOf(answer).slice(1)], answer.body) });

const inGzippedChunks: Manner = (answer, count) => {
  if (answer.body.length === 0) return { bytes: plainly(answer) };
  return inChunks({ ...withHeaders(answer, { 'content-encoding': 'x-gzip' }), body: gzipSync(answer.body) }, count);
};

/** Manners that HTTP allows, and from which nothing follows for the service behind them. */
export const MANNERS: Record<string, Manner> = {
  'compresses them': (answer) => {
    if (answer.body.length === 0) return { bytes: plainly(answer) };
    const body = gzipSync(answer.body);
    const headers = { 'content-encoding': 'gzip', 'content-length': String(body.length) };
    return { bytes: plainly({ ...withHeaders(answer, headers), body }) };
  },
  'sends interim ones before them': after('100 Continue', '103 Early Hints\r\nlink: </a>; rel=preload', '100 Continue'),
  'sends them in chunks with extensions and trailers': inChunks,
  'ends them by closing the connection': (answer) => ({
    bytes: plainly(withHeaders(answer, { connection: 'close' })),
    closes: true,
  }),
  'puts blanks around the values of headers': (answer) => ({
    bytes: written(
      headOf(answer).map((line) => `${line.replace(': ', ':\t ')}  `),
      answer.body,
    ),
  }),
  'spells the names of headers in capitals': (answer) => ({
    bytes: written(
      headOf(answer).map((line) => line.replace(/^[^:]*:/, (name) => name.toUpperCase())),
      answer.body,
    ),
  }),
  'answers in HTTP/1.0': (answer) => ({
    ...begun((status) => `HTTP/1.0 ${status} Whatever`)(withHeaders(answer, {}), 0),
    closes: true,
  }),
  'gives no reason for a status, not even a blank': begun((status) => `HTTP/1.1 ${status}`),
  'gives reasons in another language': begun((status) => `HTTP/1.1 ${status} D\u00e9sol\u00e9`),
  'sends a few bytes at a time': (answer) => ({ bytes: plainly(answer), packet: 50 }),
  'sends the head and the body apart': (answer) => ({
    bytes: plainly(answer),
    packet: Math.max(1, plainly(answer).length - answer.body.length),
  }),
  'thinks a while before each': (answer, count) => ({ bytes: plainly(answer), after: count % 50 === 0 ? 300 : 0 }),
  'sets cookies': withLines('set-cookie: a=1; Path=/', 'Set-Cookie: b=2; Max-Age=5; HttpOnly', 'set-cookie: '),
  'says how it got there': withLines(
    'via: 1.1 a, 1.1 b',
    'Via: 1.0 c (d)',
    'age: 0',
    'x-cache: Miss',
    'server-timing: a;dur=1',
  ),
  'tells more than anybody asked': withLines(
    ...Array.from({ length: 60 }, (_, at) => `x-note-${at}: ${'n'.repeat(100)}`),
  ),
  'says how long it keeps connections': withLines('connection: Keep-Alive', 'keep-alive: timeout=5, max=1000'),
  'offers other protocols': withLines('alt-svc: h3=":443"; ma=60', 'upgrade: h2c', 'connection: upgrade'),
  'forbids to keep them': withLines('cache-control: no-store', 'vary: *', 'pragma: no-cache', 'expires: 0'),
  'has headers without a value': withLines('x-empty:', 'x-blank: ', 'accept-ranges: none', 'content-language: de'),
  'sends them compressed in chunks': inGzippedChunks,
  'closes the connection after each without saying so': (answer) => ({ bytes: plainly(answer), closes: true }),
  'closes the connection after every third without saying so': (answer, count) => ({
    bytes: plainly(answer),
    closes: count % 3 === 0,
  }),
};

export interface Awkward {
  url: string;
  /** Is away for so many milliseconds, as if it restarted with all that it remembers. */
  restart(ms: number): Promise<void>;
  close(): Promise<void>;
}

/** Serves a handler on loopback in some manner. */
export async function serveInManner(handle: Handler, manner: Manner): Promise<Awkward> {
  let count = 0;
  const sockets = new Set<Socket>();
  const serve = (socket: Socket): void => {
    sockets.add(socket);
    let waiting = Buffer.alloc(0);
    socket.setNoDelay(true);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
    socket.on('data', async (chunk) => {
      waiting = Buffer.concat([waiting, chunk]);
      const request = requestIn(waiting);
      if (!request) return;
      waiting = Buffer.alloc(0);
      const { bytes, closes, packet = bytes.length, after = 0 } = manner(await handle(request), ++count);
      if (after > 0) await new Promise((resolve) => setTimeout(resolve, after));
      for (let at = 0; at < bytes.length; at += packet) {
        socket.write(bytes.subarray(at, at + packet));
        // Else they would leave in one packet.
        if (packet < bytes.length) await new Promise((resolve) => setImmediate(resolve));
      }
      // Not in the same packet: what comes with an answer is heeded by every client.
      if (closes) setTimeout(() => socket.end(), 1);
    });
  };
  let server = createServer(serve);
  const listen = (port: number): Promise<void> => new Promise((done) => server.listen(port, '127.0.0.1', () => done()));
  const stop = async (): Promise<void> => {
    const closed = new Promise<void>((done) => server.close(() => done()));
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  await listen(0);
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    async restart(ms) {
      await stop();
      await new Promise((resolve) => setTimeout(resolve, ms));
      server = createServer(serve);
      await listen(port);
    },
    close: stop,
  };
}

/** The request that is in these bytes; undefined while it is not whole. */
function requestIn(bytes: Buffer): HttpRequest | undefined {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const [line = '', ...lines] = bytes.toString('latin1', 0, end).split('\r\n');
  const [method = '', path = ''] = line.split(' ');
  const headers = Object.fromEntries(
    lines.map((one) => [one.slice(0, one.indexOf(':')).toLowerCase(), one.slice(one.indexOf(':') + 1).trim()]),
  );
  const body = bytes.subarray(end + 4);
  return body.length < Number(headers['content-length'] ?? 0) ? undefined : { method, path, headers, body };
}
