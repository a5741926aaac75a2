import type { IncomingMessage, ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';

/** Answers one request in a way that a client should survive. The request was read to its end. */
export type Hostility = (request: IncomingMessage, response: ServerResponse) => void;

const XML = { 'content-type': 'text/xml' };
const MEGABYTE = 1024 * 1024;

/** Writes a chunk again and again for as long as somebody reads. */
function pour(response: ServerResponse, chunk: string | Buffer, most = Number.POSITIVE_INFINITY): void {
  let poured = 0;
  const { socket } = response;
  const more = (): void => {
    while (!socket?.destroyed && poured < most) {
      poured += chunk.length;
      if (!socket?.write(chunk)) return;
    }
    socket?.end();
  };
  socket?.on('drain', more);
  socket?.on('error', () => {});
  more();
}

function drip(response: ServerResponse, text: string): void {
  const { socket } = response;
  let position = 0;
  const timer = setInterval(() => {
    socket?.write(text[position++ % text.length]!);
  }, 1000);
  socket?.on('error', () => {});
  socket?.on('close', () => clearInterval(timer));
}

const raw = (response: ServerResponse, text: string | Buffer): void => {
  response.socket?.on('error', () => {});
  response.socket?.write(text);
};

const whole =
  (body: string | Buffer, headers: Record<string, string> = {}, status = 200): Hostility =>
  (_, response) =>
    response.writeHead(status, { ...XML, ...headers }).end(body);

const bomb = gzipSync(Buffer.alloc(100 * MEGABYTE));
const entities = Array.from({ length: 10 }, (_, n) => `<!ENTITY e${n + 1} "${`&e${n};`.repeat(10)}">`).join('');

/** Ways of answering by which clients have hung, grown or fallen over. */
export const HOSTILITIES: Record<string, Hostility> = {
  'never answers': () => {},
  'answers one byte of its head a second': (_, response) => drip(response, 'HTTP/1.1 200 OK\r\nx: y\r\n'),
  'answers one byte of its body a second': (_, response) => {
    raw(response, 'HTTP/1.1 200 OK\r\ncontent-type: text/xml\r\ncontent-length: 10000\r\n\r\n');
    drip(response, ' ');
  },
  'cuts the body': (_, response) => {
    raw(response, 'HTTP/1.1 200 OK\r\ncontent-type: text/xml\r\ncontent-length: 1000\r\n\r\n<Half');
    response.socket?.end();
  },
  'says a content length that is too small': (_, response) =>
    raw(response, 'HTTP/1.1 200 OK\r\ncontent-type: text/xml\r\ncontent-length: 4\r\n\r\n<Whole><Document/></Whole>'),
  'says two content lengths': (_, response) =>
    raw(response, 'HTTP/1.1 200 OK\r\ncontent-length: 4\r\ncontent-length: 5\r\n\r\n<a/>\n'),
  'has an endless body': (_, response) => {
    raw(response, 'HTTP/1.1 200 OK\r\ncontent-type: text/xml\r\ntransfer-encoding: chunked\r\n\r\n');
    pour(response, `10000\r\n${'a'.repeat(65_536)}\r\n`);
  },
  'is a gzip bomb': whole(bomb, { 'content-encoding': 'gzip' }),
  'redirects to itself': (request, response) => response.writeHead(302, { location: request.url ?? '/' }).end(),
  'has 100 MB of headers': (_, response) => {
    raw(response, 'HTTP/1.1 200 OK\r\n');
    pour(response, `x: ${'a'.repeat(65_536)}\r\n`, 100 * MEGABYTE);
  },
  'gives information without end': (_, response) => pour(response, 'HTTP/1.1 100 Continue\r\n\r\n'.repeat(1_000)),
  'is an entity bomb': whole(`<?xml version="1.0"?><!DOCTYPE a [<!ENTITY e0 "boom">${entities}]><a>&e10;</a>`),
  'is nested 100,000 deep': whole('<a>'.repeat(100_000) + '</a>'.repeat(100_000)),
  'is no UTF-8': whole(Buffer.from([0x3c, 0x61, 0x3e, 0xff, 0xfe, 0xc3, 0x28, 0x3c, 0x2f, 0x61, 0x3e])),
  'closes after it accepted': (_, response) => response.socket?.destroy(),
  'is reset': (_, response) => response.socket?.resetAndDestroy(),
  'is an error as long as a chapter': whole(
    `<ErrorResponse><Error><Code>${'A'.repeat(90_000)}</Code></Error></ErrorResponse>`,
    {},
    400,
  ),
  'is full of terminal commands': whole(
    '<ErrorResponse><Error><Code>&#x9b;2J\u009b31m</Code><Message>\u202egnp.exe</Message></Error></ErrorResponse>',
    {},
    400,
  ),
};
