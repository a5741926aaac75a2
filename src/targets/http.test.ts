import { createServer, type RequestListener } from 'node:http';
import { type AddressInfo, createServer as createSocketServer } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { loadContract } from '../contracts/load.ts';
import type { Outcome } from '../core/outcome.ts';
import type { Target } from '../core/target.ts';
import { type HttpOptions, httpTarget } from './http.ts';

const contract = loadContract();
const READ = { operation: 'GetContinuousDeploymentPolicy', input: { Id: 'some' } };
const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function listen(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(async () => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function targetAt(url: string, options?: HttpOptions): Target {
  const target = httpTarget(contract, new URL(url), options);
  closing.push(() => target.close());
  return target;
}

async function outcomeOf(answer: RequestListener, options?: HttpOptions): Promise<Outcome> {
  return targetAt(await listen(answer), options).call(READ);
}

const xml =
  (body: string): RequestListener =>
  (_, response) =>
    response.writeHead(200).end(body);

describe('an answer', () => {
  test('longer than 1 MB is unreadable, and the rest of it is not read', async () => {
    let sent = 0;
    const outcome = await outcomeOf((_, response) => {
      const more = (): void => {
        while (!response.destroyed && sent < 64 * 2 ** 20 && response.write(Buffer.alloc(65536, 'a'))) sent += 65536;
      };
      response.on('drain', more);
      more();
    });
    expect(outcome).toMatchObject({ kind: 'unreadable', reason: 'the answer is longer than 1024 kB' });
    expect(sent).toBeLessThan(32 * 2 ** 20);
  });

  test('that redirects is not followed', async () => {
    let calls = 0;
    const outcome = await outcomeOf((request, response) => {
      calls++;
      response.writeHead(302, { location: `http://${request.headers.host}/elsewhere` }).end();
    });
    expect(outcome).toMatchObject({ kind: 'unreadable', status: 302 });
    expect(calls).toBe(1);
  });

  test.each([
    ['with a document type', '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', /document type/],
    ['nested deeper than any document of the service', '<a>'.repeat(100) + '</a>'.repeat(100), /nested deeper/],
    ['that is HTML', '<!doctype html><p>It works', /HTML/],
  ])('%s is unreadable', async (_, body, reason) => {
    const outcome = await outcomeOf(xml(body));
    expect(outcome).toMatchObject({ kind: 'unreadable', reason: expect.stringMatching(reason) });
  });

  test('that never comes is lost after the timeout', async () => {
    const outcome = await outcomeOf(() => {}, { timeout: 100 });
    expect(outcome).toMatchObject({ kind: 'lost', reason: 'no answer within 0.1 s' });
  });

  test('that comes drop by drop is lost after the timeout', async () => {
    const outcome = await outcomeOf(
      (_, response) => {
        const timer = setInterval(() => response.write(' '), 20);
        response.on('close', () => clearInterval(timer));
      },
      { timeout: 200 },
    );
    expect(outcome).toMatchObject({ kind: 'lost', reason: 'no answer within 0.2 s' });
  });

  test('whose connection breaks is lost', async () => {
    const outcome = await outcomeOf((request) => request.socket.destroy());
    expect(outcome).toMatchObject({ kind: 'lost', reason: expect.stringMatching(/^connection closed/) });
  });

  test('of nobody is lost, and known not to have been asked for', async () => {
    const outcome = await targetAt('http://127.0.0.1:1').call(READ);
    expect(outcome).toMatchObject({ kind: 'lost', reason: 'connection refused', unreached: true });
  });

  test('that is no HTTP is unreadable', async () => {
    const server = createSocketServer((socket) => socket.end('220 mail.example.com\r\n'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closing.push(async () => void server.close());
    const outcome = await targetAt(`http://127.0.0.1:${(server.address() as AddressInfo).port}`).call(READ);
    expect(outcome).toMatchObject({ kind: 'unreadable', reason: expect.stringMatching(/^no HTTP/) });
  });
});

describe('a request', () => {
  test('goes below the path of the URL, with the headers that were given, signed for the region', async () => {
    const seen: { url: string | undefined; tenant: unknown; authorization: unknown }[] = [];
    const url = await listen((request, response) => {
      seen.push({
        url: request.url,
        tenant: request.headers['x-tenant'],
        authorization: request.headers.authorization,
      });
      response.writeHead(404).end();
    });
    await targetAt(`${url}/a/b/`, { headers: { 'x-tenant': 'blue' }, region: 'eu-west-1' }).call(READ);
    expect(seen).toEqual([
      {
        url: '/a/b/2020-05-31/continuous-deployment-policy/some',
        tenant: 'blue',
        authorization: expect.stringMatching(/\/eu-west-1\/cloudfront\/aws4_request/),
      },
    ]);
  });

  test('is remembered without its signature, its credentials and the values of given headers, also where the server repeats them', async () => {
    const outcome = await outcomeOf(
      (request, response) =>
        response.writeHead(400, { 'x-saw': String(request.headers['x-key']) }).end(JSON.stringify(request.headers)),
      {
        headers: { 'x-key': 'hunter2hunter2' },
        credentials: { accessKeyId: 'AKIDEXAMPLE0', secretAccessKey: 'wJalrXUtnFEMI', sessionToken: 'session-token-1' },
      },
    );
    const { request, response } = outcome.exchange!;
    const told = JSON.stringify([outcome, Buffer.from(response!.body).toString()]);
    expect(told).not.toMatch(/hunter2|AKIDEXAMPLE0|wJalrXUtnFEMI|session-token-1|Signature=[0-9a-f]{8}/);
    expect(request.headers.authorization).toBe('REMOVED/us-east-1/cloudfront');
  });
});

describe('a target', () => {
  test.each([
    ['http://192.0.2.1/', {}, /not this machine; --allow-remote/],
    ['https://cloudfront.amazonaws.com/', { reach: 'remote' as const }, /AWS itself.*--allow-aws/],
  ])('that leads to %s is refused unless that is allowed', (url, options, reason) => {
    expect(() => httpTarget(contract, new URL(url), options)).toThrow(reason);
  });
});
