import { createServer as createPlain, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createSecure } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { HttpRequest, HttpResponse } from '../core/outcome.ts';
import type { Delivery } from './disturb.ts';
import type { Double } from './double.ts';
import { readings } from './readings.ts';

export interface ListenOptions {
  /** 0 for a free one. */
  port?: number;
  host?: string;
  /** Certificate and private key as PEM; without them plain HTTP. */
  tls?: { cert: string; key: string };
}

/** A double that listens. `url` has no slash at its end. */
export interface Listening {
  url: string;
  close(): Promise<void>;
}

const MOST_BYTES = 4 * 1024 * 1024;

/** Serves a double over HTTP or HTTPS, with the readings under `/_conformance/`. Rejects where the port can't be had. */
export function listen(double: Double, { port = 0, host = '127.0.0.1', tls }: ListenOptions = {}): Promise<Listening> {
  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    answer(double, request, response).catch(() => response.destroy());
  };
  const server = tls ? createSecure(tls, listener) : createPlain(listener);
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      const { port: actual } = server.address() as AddressInfo;
      const close = (): Promise<void> =>
        new Promise((closed) => {
          server.close(() => closed());
          server.closeAllConnections();
        });
      const name = host.includes(':') ? `[${host}]` : host;
      resolve({ url: `${tls ? 'https' : 'http'}://${name}:${actual}`, close });
    });
  });
}

async function answer(double: Double, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const request = await requestOf(incoming);
  if (request === undefined) {
    outgoing.writeHead(413, { connection: 'close', 'content-length': '0' }).end();
    return;
  }
  const reading = readings(double, request);
  send(reading ? { fate: 'whole', response: reading } : await double.deliver(request), outgoing);
}

function send(delivery: Delivery, outgoing: ServerResponse): void {
  if (delivery.fate === 'reset') {
    outgoing.socket?.resetAndDestroy();
    return;
  }
  const { status, headers, body }: HttpResponse = delivery.response;
  if (delivery.fate === 'whole') {
    outgoing.writeHead(status, headers).end(body);
    return;
  }
  outgoing.writeHead(status, { ...headers, 'content-length': String(body.length) });
  outgoing.flushHeaders();
  // The socket is closed once the beginning is on its way, so that it arrives.
  outgoing.write(body.subarray(0, delivery.bytes), () => outgoing.socket?.destroySoon());
}

/** The request with its whole body; undefined where it is too large. What is too large is read to its end, but not kept. */
async function requestOf(incoming: IncomingMessage): Promise<HttpRequest | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming) {
    size += chunk.length;
    if (size <= MOST_BYTES) chunks.push(chunk);
  }
  if (size > MOST_BYTES) return undefined;
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return { method: incoming.method ?? 'GET', path: incoming.url ?? '/', headers, body: Buffer.concat(chunks) };
}
