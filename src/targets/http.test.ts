import { createServer, type RequestListener } from 'node:http';
import { type AddressInfo, createServer as createSocketServer, type Socket } from 'node:net';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
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
    expect(outcome).toMatchObject({ kind: 'unreadable', reason: 'the response is longer than 1024 kB' });
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

/** A server that gives each connection to a function, with the number of connections before. */
async function listenRaw(connected: (socket: Socket, before: number) => void): Promise<string> {
  let count = 0;
  const sockets = new Set<Socket>();
  const server = createSocketServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    connected(socket, count++);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const ENVELOPE = '<ErrorResponse><Error><Code>NoSuchContinuousDeploymentPolicy</Code></Error></ErrorResponse>';
const NOT_FOUND = { kind: 'refused', status: 404, error: { code: 'NoSuchContinuousDeploymentPolicy' } };
const answered = (head = '', body = ENVELOPE): string =>
  `HTTP/1.1 404 Not Found\r\nContent-Type: text/xml\r\nContent-Length: ${body.length}\r\n${head}\r\n${body}`;

describe('an answer as HTTP allows it is read', () => {
  test.each<[string, string | Buffer]>([
    ['with blanks around the values of its headers', answered('x-a: \t b \t \r\n')],
    ['after 100 Continue that nobody asked for', `HTTP/1.1 100 Continue\r\n\r\n${answered()}`],
    [
      'after several interim answers',
      `HTTP/1.1 100 Continue\r\nx: y\r\n\r\nHTTP/1.1 103 Early Hints\r\nlink: <a>\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n${answered()}`,
    ],
    ['after 102 Processing', `HTTP/1.1 102 Processing\r\n\r\n${answered()}`],
    ['without a reason phrase', answered().replace('404 Not Found', '404 ')],
    ['with names of headers in capitals', answered('X-A: 1\r\n').replace('Content-Length', 'CONTENT-LENGTH')],
    ['with an empty header', answered('x-a:\r\n')],
    [
      'in chunks with extensions and trailers',
      `HTTP/1.1 404 Not Found\r\nTransfer-Encoding: chunked\r\nTrailer: x-sum\r\n\r\n10;ext=1\r\n${ENVELOPE.slice(0, 16)}\r\n${(ENVELOPE.length - 16).toString(16).toUpperCase()};a="b"\r\n${ENVELOPE.slice(16)}\r\n0;last\r\nx-sum: 1\r\n\r\n`,
    ],
  ])('%s', async (_, bytes) => {
    const url = await listenRaw((socket) => socket.on('data', () => socket.write(bytes)));
    const target = targetAt(url);
    expect(await target.call(READ)).toMatchObject(NOT_FOUND);
    expect(await target.call(READ)).toMatchObject(NOT_FOUND);
  });

  test.each([
    ['until the connection closes', `HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n${ENVELOPE}`],
    ['in HTTP/1.0', `HTTP/1.0 404 Not Found\r\n\r\n${ENVELOPE}`],
  ])('%s', async (_, bytes) => {
    const url = await listenRaw((socket) => socket.on('data', () => socket.end(bytes)));
    expect(await targetAt(url).call(READ)).toMatchObject(NOT_FOUND);
  });

  test('after an interim answer that comes byte by byte', async () => {
    const url = await listenRaw((socket) =>
      socket.on('data', async () => {
        for (const byte of `HTTP/1.1 100 Continue\r\n\r\n${answered()}`) {
          socket.write(byte);
          await new Promise((resolve) => setImmediate(resolve));
        }
      }),
    );
    expect(await targetAt(url).call(READ)).toMatchObject(NOT_FOUND);
  });

  test('that begins like an interim answer inside its body', async () => {
    const body = ENVELOPE.replace('</Error>', '<Message>HTTP/1.1 100 Continue\r\n\r\n</Message></Error>');
    const at = body.indexOf('HTTP/1.1');
    const url = await listenRaw((socket) =>
      socket.on('data', async () => {
        const whole = answered('', body);
        socket.write(whole.slice(0, whole.length - body.length + at));
        await new Promise((resolve) => setTimeout(resolve, 20));
        socket.write(body.slice(at));
      }),
    );
    const outcome = await targetAt(url).call(READ);
    expect(outcome).toMatchObject({ error: { message: 'HTTP/1.1 100 Continue\n\n' } });
  });

  test.each<[string, (text: string) => Buffer]>([
    ['gzip', gzipSync],
    ['x-gzip', gzipSync],
    ['deflate', deflateSync],
    ['deflate', deflateRawSync],
    ['br', brotliCompressSync],
    ['GZIP', gzipSync],
    ['identity', Buffer.from],
    ['deflate, gzip', (text) => gzipSync(deflateSync(text))],
  ])('in %s, although it was asked for plainly', async (coding, encode) => {
    let asked: unknown;
    const outcome = await outcomeOf((request, response) => {
      asked = request.headers['accept-encoding'];
      response.writeHead(404, { 'content-encoding': coding }).end(encode(ENVELOPE));
    });
    expect(outcome).toMatchObject(NOT_FOUND);
    expect(asked).toBe('identity');
  });

  test.each([
    ['is not what its header says', 'gzip', Buffer.from(ENVELOPE), /Content-Encoding is gzip, but the body is not/],
    ['has a coding that nobody knows', 'rot13', Buffer.from(ENVELOPE), /Content-Encoding rot13 is not known/],
    ['grows beyond a megabyte', 'gzip', gzipSync(Buffer.alloc(2 ** 24)), /longer than 1024 kB/],
  ])('but not where it %s', async (_, coding, body, reason) => {
    const outcome = await outcomeOf((__, response) =>
      response.writeHead(404, { 'content-encoding': coding }).end(body),
    );
    expect(outcome).toMatchObject({ kind: 'unreadable', reason: expect.stringMatching(reason) });
  });
});

describe('a server that closes kept-alive connections without saying so', () => {
  test('gets a request again that broke before the first byte of its answer', async () => {
    const seen: number[] = [];
    const url = await listenRaw((socket, connection) => {
      let requests = 0;
      socket.on('data', () => {
        seen.push(connection);
        if (connection === 0 && requests++ > 0) socket.resetAndDestroy();
        else socket.write(answered());
      });
    });
    const target = targetAt(url, { connections: 1 });
    expect(await target.call(READ)).toMatchObject(NOT_FOUND);
    expect(await target.call(READ)).toMatchObject({ ...NOT_FOUND, repeated: true });
    expect(seen).toEqual([0, 0, 1]);
  });

  test('gets no request again whose connection was new, or of whose answer something came', async () => {
    const requests: number[] = [];
    const url = await listenRaw((socket, connection) => {
      let count = 0;
      socket.on('data', () => {
        requests.push(connection);
        if (count++ > 0) socket.end('HTTP/1.1 404 Not Found\r\nContent-Le');
        else if (connection === 1) socket.destroy();
        else socket.write(answered());
      });
    });
    const target = targetAt(url, { connections: 1 });
    await target.call(READ);
    expect(await target.call(READ)).toMatchObject({ kind: 'lost' });
    expect(await target.call(READ)).toMatchObject({ kind: 'lost' });
    expect(requests).toEqual([0, 0, 1]);
  });

  test('after each answer gets a connection for each request', async () => {
    const heads: string[] = [];
    const url = await listenRaw((socket) =>
      socket.on('data', (data) => {
        heads.push(/^connection: .*$/im.exec(String(data))?.[0] ?? '');
        socket.write(answered());
        setTimeout(() => socket.destroySoon(), Math.random() * 3);
      }),
    );
    const target = targetAt(url);
    for (let call = 0; call < 30; call++) expect(await target.call(READ)).toMatchObject(NOT_FOUND);
    expect(heads.slice(-10)).toEqual(Array.from({ length: 10 }, () => 'connection: close'));
  });

  test('after a while of silence does not', async () => {
    const heads: string[] = [];
    const url = await listenRaw((socket) =>
      socket.on('data', (data) => {
        heads.push(/^connection: .*$/im.exec(String(data))?.[0] ?? '');
        socket.write(answered());
      }),
    );
    const target = targetAt(url);
    for (let call = 0; call < 10; call++) await target.call(READ);
    expect(new Set(heads)).toEqual(new Set(['connection: keep-alive']));
  });
});

test('a server of plain HTTP that is asked over TLS is named as such', async () => {
  const url = await listen((_, response) => response.end());
  const outcome = await targetAt(url.replace('http:', 'https:')).call(READ);
  expect(outcome).toMatchObject({
    kind: 'lost',
    reason: expect.stringMatching(/speaks plain HTTP, not TLS: use http:/),
  });
});

test('a server of TLS that is asked in plain HTTP is named as such', async () => {
  const url = await listenRaw((socket) => socket.end(Buffer.from([0x15, 0x03, 0x01, 0x00, 0x02, 0x02, 0x46])));
  const outcome = await targetAt(url).call(READ);
  expect(outcome).toMatchObject({ kind: 'unreadable', reason: expect.stringMatching(/speaks TLS: use https:/) });
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
    ['http://192.0.2.1/', {}, /not this machine.*--allow-remote/],
    ['https://cloudfront.amazonaws.com/', { reach: 'remote' as const }, /AWS.*--allow-aws/],
  ])('that leads to %s is refused unless that is allowed', (url, options, reason) => {
    expect(() => httpTarget(contract, new URL(url), options)).toThrow(reason);
  });
});
