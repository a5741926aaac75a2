import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { HttpRequest } from '../core/outcome.ts';
import type { Handler } from '../core/target.ts';

export interface ServeOptions {
  /** 0 for a free one. */
  port?: number;
  host?: string;
}

/** A server that runs. `url` has no slash at its end. */
export interface Served {
  url: string;
  close(): Promise<void>;
}

const MOST_BYTES = 4 * 1024 * 1024;

/** Serves a handler over HTTP. Rejects where the port can't be had. Larger bodies than 4 MiB are answered 413 and the connection closed. */
export function serve(
  { handle }: { handle: Handler },
  { port = 0, host = '127.0.0.1' }: ServeOptions = {},
): Promise<Served> {
  const server = createServer((request, response) => {
    answer(handle, request, response).catch(() => response.destroy());
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      const { port: actual } = server.address() as AddressInfo;
      const close = (): Promise<void> =>
        new Promise((closed) => {
          server.close(() => closed());
          server.closeAllConnections();
        });
      resolve({ url: `http://${host.includes(':') ? `[${host}]` : host}:${actual}`, close });
    });
  });
}

async function answer(handle: Handler, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const body = await bodyOf(incoming);
  if (body === undefined) {
    outgoing.writeHead(413, { connection: 'close', 'content-length': '0' }).end();
    return;
  }
  const { status, headers, body: bytes } = await handle(requestOf(incoming, body));
  outgoing.writeHead(status, headers).end(bytes);
}

/** The whole body; undefined where it is too large. What is too large is read to its end, but not kept. */
async function bodyOf(incoming: IncomingMessage): Promise<Uint8Array | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming) {
    size += chunk.length;
    if (size <= MOST_BYTES) chunks.push(chunk);
  }
  return size <= MOST_BYTES ? Buffer.concat(chunks) : undefined;
}

function requestOf({ method = 'GET', url = '/', headers: incoming }: IncomingMessage, body: Uint8Array): HttpRequest {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(incoming)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return { method, path: url, headers, body };
}
