import { type IncomingMessage, createServer as plain, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as secure } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { HttpRequest } from '../core/outcome.ts';

export interface ListenOptions {
  /** 0 for a free one. */
  port?: number;
  host?: string;
  /** Certificate and private key as PEM; without them plain HTTP. */
  tls?: { cert: string; key: string };
}

/** A server that listens. `url` has no slash at its end. */
export interface Listening {
  url: string;
  close(): Promise<void>;
}

const MOST_BYTES = 4 * 1024 * 1024;

/**
 * Listens for whole requests, on loopback unless told otherwise. Larger bodies than 4 MiB are answered 413. A connection is
 * cut where answering throws. Rejects where the port can't be had.
 */
export function listening(
  answer: (request: HttpRequest, outgoing: ServerResponse) => Promise<void>,
  { port = 0, host = '127.0.0.1', tls }: ListenOptions = {},
): Promise<Listening> {
  const listener: RequestListener = (incoming, outgoing) => {
    read(incoming)
      .then((request) => (request ? answer(request, outgoing) : tooLarge(outgoing)))
      .catch(() => outgoing.destroy());
  };
  const server = tls ? secure(tls, listener) : plain(listener);
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

function tooLarge(outgoing: ServerResponse): void {
  outgoing.writeHead(413, { connection: 'close', 'content-length': '0' }).end();
}

/** The request with its whole body; undefined where it is too large. What is too large is read to its end, but not kept. */
async function read(incoming: IncomingMessage): Promise<HttpRequest | undefined> {
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
  return { method: incoming.method ?? 'GET', path: pathOf(incoming.url), headers, body: Buffer.concat(chunks) };
}

/** The path and query of a target, which a client that takes this for its proxy writes as a whole URL (RFC 9112, 3.2.2). */
function pathOf(target = '/'): string {
  const rest = /^https?:\/\/[^/?#]*(.*)$/i.exec(target)?.[1];
  return rest === undefined ? target : rest.startsWith('/') ? rest : `/${rest}`;
}
