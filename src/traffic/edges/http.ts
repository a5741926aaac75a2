import { Pool } from 'undici';
import type { Clock, Edge, Side } from '../../core/traffic.ts';
import { assertReach, type Reach } from '../../reach/reach.ts';
import type { Marker } from './marker.ts';

export interface HttpEdgeOptions {
  /** What shows that the staging distribution served. */
  marker: Marker;
  clock: Clock;
  /** How far requests may go. */
  reach?: Reach;
  /** Milliseconds for a whole exchange. */
  timeout?: number;
  /** Whether the edge never sends everything to the primary distribution for a while. */
  steady?: boolean;
  /** Whether it takes a viewer's address from X-Forwarded-For. */
  forwarded?: boolean;
  /** Whether the marker follows the distribution and not its configuration. */
  tellsDistributions?: boolean;
  /** Host name for the connection's certificate where the URL has another. */
  servername?: string;
}

/** Bytes of an answer's body that a marker is looked for in. */
const CAP = 256 * 1024;

/** An edge behind a URL. The viewer's host name goes into the Host header. Throws OutOfReach. */
export function httpEdge(url: URL, options: HttpEdgeOptions): Edge {
  const { marker, clock, timeout = 10_000, steady = false, forwarded = false, servername } = options;
  assertReach(url, options.reach);
  const pool = new Pool(url.origin, {
    connections: 16,
    pipelining: 1,
    connect: { timeout, ...(servername === undefined ? {} : { servername }) },
    headersTimeout: timeout,
    bodyTimeout: timeout,
  });
  const prefix = url.pathname.replace(/\/+$/, '');
  return {
    name: url.href,
    url: url.href,
    clock,
    steady,
    addresses: forwarded,
    parallel: 16,
    tellsDistributions: options.tellsDistributions ?? false,
    ...(marker.header === undefined ? {} : { marker: marker.header }),
    async view({ host, path, headers, address }) {
      try {
        const answer = await pool.request({
          method: 'GET',
          path: prefix + path,
          headers: { ...headers, host, ...(forwarded ? { 'x-forwarded-for': address } : {}) },
          signal: AbortSignal.timeout(timeout),
        });
        const { 'set-cookie': cookies = [], ...rest } = answer.headers;
        const plain: Record<string, string> = {};
        for (const [name, value] of Object.entries(rest)) plain[name] = String(value ?? '');
        const body = await textOf(answer.body, marker.body);
        const staging = marker.matches({ status: answer.statusCode, headers: plain, body });
        const served: Side | 'neither' = staging ? 'staging' : answer.statusCode >= 400 ? 'neither' : 'primary';
        return { served, status: answer.statusCode, headers: plain, cookies: [cookies].flat() };
      } catch (error) {
        const { code, message } = error as NodeJS.ErrnoException;
        const why = code === 'ECONNREFUSED' ? 'connection refused' : (code ?? message);
        return { served: 'neither', status: 0, headers: {}, cookies: [], reason: `no answer: ${why}` };
      }
    },
    close: () => pool.destroy(),
  };
}

/** The body's text where it is wanted; it is read to its end in any case, so that the connection can be used again. */
async function textOf(body: AsyncIterable<Uint8Array> & { dump(): Promise<void> }, wanted: boolean): Promise<string> {
  if (!wanted) {
    await body.dump();
    return '';
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    if (size < CAP) chunks.push(chunk);
    size += chunk.length;
  }
  return Buffer.concat(chunks).toString('utf8');
}
