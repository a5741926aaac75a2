import nock from 'nock';
import { afterAll, describe, expect, test } from 'vitest';
import { loadContract } from '../contracts/load.ts';
import type { HttpRequest } from '../core/outcome.ts';
import type { Handler, Target } from '../core/target.ts';
import { createReference } from '../reference/reference.ts';
import { fromFetch } from './fetch-handler.ts';
import { handlerTarget } from './handler.ts';
import { installHandler, type Nock, nockTarget } from './nock.ts';
import { fromListener } from './node-listener.ts';

const contract = loadContract();
const nock14 = nock as unknown as Nock;
afterAll(() => nock.restore());

const CREATE = { operation: 'CreateContinuousDeploymentPolicy', input: {} };

/** A handler that remembers what it was asked and says 204. */
function remembering(): { handle: Handler; seen: HttpRequest[] } {
  const seen: HttpRequest[] = [];
  return {
    seen,
    handle: async (request) => {
      seen.push(request);
      return { status: 204, headers: {}, body: new Uint8Array(0) };
    },
  };
}

const bodies: [string, Uint8Array, string][] = [
  ['UTF-8', Buffer.from('<a>é</a>'), 'application/xml'],
  ['bytes that are no UTF-8', Uint8Array.of(0x3c, 0xff, 0xfe, 0x80), 'application/xml'],
  ['JSON', Buffer.from('{"a":1}'), 'application/json'],
  ['what only says that it is JSON', Buffer.from('{"a":'), 'application/json'],
];

/** What reaches a handler of a body that is sent through a target. */
async function arrives(target: Target, seen: HttpRequest[], body: Uint8Array, type: string): Promise<HttpRequest> {
  await target.call({
    ...CREATE,
    wire: (request) => ({ ...request, body, headers: { ...request.headers, 'content-type': type } }),
  });
  await target.close();
  return seen[0]!;
}

describe('every byte of a body arrives, and its type', () => {
  test.each(bodies)('through nock: %s', async (_, body, type) => {
    const { handle, seen } = remembering();
    const request = await arrives(nockTarget(contract, nock14, handle), seen, body, type);
    expect([...request.body]).toEqual([...body]);
    expect(request.headers['content-type']).toBe(type);
  });

  test.each(bodies)('through a fetch function: %s', async (_, body, type) => {
    const seen: HttpRequest[] = [];
    const fetched = fromFetch(async (request) => {
      seen.push({
        method: request.method,
        path: request.url,
        headers: Object.fromEntries(request.headers),
        body: new Uint8Array(await request.arrayBuffer()),
      });
      return new Response(null, { status: 204 });
    }, 'https://cloudfront.amazonaws.com');
    const request = await arrives(handlerTarget(contract, fetched), seen, body, type);
    expect([...request.body]).toEqual([...body]);
    expect(request.headers['content-type']).toBe(type);
  });

  test.each(bodies)('through a Node listener: %s', async (_, body, type) => {
    const seen: HttpRequest[] = [];
    const listener = fromListener((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        seen.push({
          method: request.method!,
          path: request.url!,
          headers: request.headers as Record<string, string>,
          body: Buffer.concat(chunks),
        });
        response.writeHead(204).end();
      });
    });
    const request = await arrives(handlerTarget(contract, listener), seen, body, type);
    expect([...request.body]).toEqual([...body]);
    expect(request.headers['content-type']).toBe(type);
  });
});

test('a Node listener answers as it would over a socket', async () => {
  const target = handlerTarget(
    contract,
    fromListener((_, response) => response.writeHead(404, { 'x-a': 'b' }).end('<html>')),
  );
  expect(await target.call(CREATE)).toMatchObject({ kind: 'unreadable', status: 404, headers: { 'x-a': 'b' } });
});

describe('a handler that gives no answer is lost', () => {
  test.each<[string, Handler]>([
    ['throws', () => Promise.reject(new Error('oh'))],
    ['hangs', () => new Promise(() => {})],
  ])('one that %s', async (_, handler) => {
    expect(await handlerTarget(contract, handler, { timeout: 50 }).call(CREATE)).toMatchObject({ kind: 'lost' });
  });
});

describe('nock', () => {
  const ORIGIN = 'https://cloudfront.amazonaws.com';

  test('code under test that builds its own requests meets the handler, until it is taken away', async () => {
    const uninstall = installHandler(nock14, createReference({ contract }).handle, ORIGIN);
    const url = `${ORIGIN}/2020-05-31/continuous-deployment-policy/none`;
    const answer = await fetch(url);
    expect([answer.status, await answer.text()]).toEqual([
      404,
      expect.stringContaining('NoSuchContinuousDeploymentPolicy'),
    ]);
    uninstall();
    nock.disableNetConnect();
    await expect(fetch(url)).rejects.toThrow();
    nock.enableNetConnect();
  });

  test('what it does not catch never leaves the process', async () => {
    const target = nockTarget(contract, nock14, createReference({ contract }).handle);
    nock.cleanAll();
    expect(await target.call(CREATE)).toMatchObject({ kind: 'lost', reason: 'nock did not catch the request' });
    await target.close();
  });
});
