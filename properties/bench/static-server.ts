import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * A server that decides nothing: prepared bytes for whatever comes. A POST without `mark` in it is
 * answered with the prepared success, a DELETE with an empty 204, everything else with the prepared refusal. Run as a process of its own; it tells its port to whoever started it.
 */
const { mark, created, refused } = JSON.parse(process.argv[2] ?? '{}') as Record<
  'mark' | 'created' | 'refused',
  string
>;
const needle = Buffer.from(mark);
const success = Buffer.from(created);
const refusal = Buffer.from(refused);

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const body = chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
    const type = { 'content-type': 'text/xml' };
    if (request.method === 'DELETE') response.writeHead(204).end();
    else if (body.includes(needle) || request.method !== 'POST')
      response.writeHead(400, { ...type, 'content-length': refusal.length }).end(refusal);
    else
      response
        .writeHead(201, { ...type, 'content-length': success.length, etag: 'E1', location: 'http://127.0.0.1/static' })
        .end(success);
  });
});
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
process.on('disconnect', () => process.exit());
