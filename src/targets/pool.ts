import { createRequire } from 'node:module';
import type { Pool as UndiciPool } from 'undici';

/** The pool of undici without the rest of it, which would take longer to load than all else that a first request needs. It dispatches, and has no request(). */
export const Pool = createRequire(import.meta.url)('undici/lib/dispatcher/pool.js') as typeof UndiciPool;
