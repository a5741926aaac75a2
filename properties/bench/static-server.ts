import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * A server that decides nothing: prepared bytes for whatever comes. A POST that holds `accepted` is answered with the
 * prepared success, a DELETE with an empty 204, everything else with the prepared refusal: all that the random phase needs
 * in order to go on and to hold. Run as a process of its own; it tells its port to whoever started it.
 */
const { accepted, created, refused } = JSON.parse(process.argv[2] ?? '{}') as Record<
  'accepted' | 'created' | 'refused',
  string
>;
const needle = Buffer.from(accepted);
const success = Buffer.from(created);
const refusal = Buffer.from(refused);

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const body = chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
    const type = { 'content-type': 'text/xml' };
    if (request.method === 'DELETE') response.writeHead(204).end();
    else if (request.method === 'POST' && body.includes(needle))
      response
        .writeHead(201, { ...type, 'content-length': success.length, etag: 'E1', location: 'http://127.0.0.1/static' })
        .end(success);
    else response.writeHead(400, { ...type, 'content-length': refusal.length }).end(refusal);
  });
});
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
process.on('disconnect', () => process.exit());
