import type { Handler } from '../core/target.ts';
import { type Listening, type ListenOptions, listening } from '../wire/listening.ts';

/** A server that runs. `url` has no slash at its end. */
export type Served = Listening;

export type ServeOptions = Omit<ListenOptions, 'tls'>;

/** Serves a handler over HTTP. Rejects where the port can't be had. Larger bodies than 4 MiB are answered 413. */
export function serve({ handle }: { handle: Handler }, options: ServeOptions = {}): Promise<Served> {
  return listening(async (request, outgoing) => {
    const { status, headers, body } = await handle(request);
    outgoing.writeHead(status, headers).end(body);
  }, options);
}
