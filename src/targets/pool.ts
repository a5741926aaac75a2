import { createRequire } from 'node:module';
import type { buildConnector as UndiciConnector, Pool as UndiciPool } from 'undici';

const load = createRequire(import.meta.url);

/** The pool of undici without the rest of it, which would take longer to load than all else that a first request needs. It dispatches, and has no request(). */
export const Pool = load('undici/lib/dispatcher/pool.js') as typeof UndiciPool;

/** What makes its connections. */
export const buildConnector = load('undici/lib/core/connect.js') as typeof UndiciConnector;
