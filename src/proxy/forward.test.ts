import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { afterEach, expect, test } from 'vitest';
import type { HttpRequest } from '../core/outcome.ts';
import { OutOfReach } from '../reach/reach.ts';
import { forwardTo } from './forward.ts';

const CANARY = {
  accessKeyId: 'AKIACANARYCANARY0000',
  secretAccessKey: 'canary-secret-canary',
  sessionToken: 'canary-token-x',
};
let server: Server | undefined;
afterEach(() => server?.close());

/** A server that answers each request with this and keeps what came. */
async function upstream(
  answer: (incoming: IncomingMessage) => { headers?: Record<string, string>; body?: string | Buffer },
) {
  const came: { url: string; headers: Record<string, unknown>; body: string }[] = [];
  server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk) => chunks.push(chunk));
    incoming.on('end', () => {
      came.push({ url: incoming.url!, headers: incoming.headers, body: Buffer.concat(chunks).toString() });
      const { headers = {}, body = '' } = answer(incoming);
      outgoing.writeHead(200, headers).end(body);
    });
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server!.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: new URL(`http://127.0.0.1:${port}/base`), port, came };
}

const scope = { service: 'cloudfront', region: 'us-east-1' };
const request: HttpRequest = {
  method: 'POST',
  path: '/2020-05-31/distribution?WithTags',
  headers: {
    host: '127.0.0.1:1',
    authorization: 'AWS4-HMAC-SHA256 of another host',
    connection: 'close',
    'if-match': 'E1',
  },
  body: Buffer.from('<a/>'),
};

test('a call goes on byte for byte, below the path of the URL, signed for the host that it goes to', async () => {
  const { url, port, came } = await upstream(() => ({ headers: { etag: 'E2' }, body: '<b/>' }));
  const { handle, close } = forwardTo(url, scope);
  const answer = await handle(request);
  await close();
  expect(came).toEqual([
    {
      url: '/base/2020-05-31/distribution?WithTags',
      headers: expect.objectContaining({
        host: `127.0.0.1:${port}`,
        'if-match': 'E1',
        authorization: expect.stringMatching(/^AWS4-HMAC-SHA256 Credential=test\/.*SignedHeaders=[^ ]*host/),
      }),
      body: '<a/>',
    },
  ]);
  expect(answer).toMatchObject({ status: 200, headers: { etag: 'E2', 'content-length': '4' } });
  expect(Object.keys(answer.headers)).not.toContain('connection');
});

test('an answer that comes compressed although it was asked for plainly is passed on as it reads', async () => {
  const { url } = await upstream(() => ({ headers: { 'content-encoding': 'gzip' }, body: gzipSync('<b/>') }));
  const { handle, close } = forwardTo(url, scope);
  const { headers, body } = await handle(request);
  await close();
  expect(Buffer.from(body).toString()).toBe('<b/>');
  expect(headers).toMatchObject({ 'content-length': '4' });
  expect(headers).not.toHaveProperty('content-encoding');
});

test('credentials and the signature that they gave are in nothing that comes back, even where a server repeats them', async () => {
  const { url } = await upstream(({ headers }) => ({
    headers: { echo: String(headers.authorization) },
    body: JSON.stringify(headers),
  }));
  const { handle, close } = forwardTo(url, { ...scope, credentials: CANARY });
  const { headers, body } = await handle(request);
  await close();
  expect(`${JSON.stringify(headers)}${Buffer.from(body)}`).not.toMatch(/canary|AKIACANARY|Signature=[0-9a-f]{64}/);
});

test('a request that the service does not answer is not sent again', async () => {
  const { url } = await upstream(() => ({}));
  let writes = 0;
  server!.prependListener('request', ({ method, socket }) => {
    if (method !== 'PUT') return;
    writes += 1;
    socket.destroy();
  });
  const { handle, close } = forwardTo(url, scope);
  await handle(request);
  // Its connection is idle by then.
  await setTimeout(50);
  await expect(handle({ ...request, method: 'PUT' })).rejects.toThrow(/connection closed/);
  await close();
  expect(writes).toBe(1);
});

test('nothing is sent farther than is allowed', () => {
  expect(() => forwardTo(new URL('https://cloudfront.amazonaws.com'), scope)).toThrow(OutOfReach);
});
