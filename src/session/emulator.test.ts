import { createServer } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Server } from 'node:net';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { type Emulator, startEmulator } from './emulator.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const listenOn = async (server: Server): Promise<URL> => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
};

/** An address at which nothing listens. */
async function freeUrl(): Promise<URL> {
  const server = createTcpServer();
  const url = await listenOn(server);
  await new Promise((resolve) => server.close(resolve));
  return url;
}

/** A command that answers 404 there; it ends with the given code as soon as it is asked for /end. */
const serving = ({ port }: URL, code = 0): string =>
  `${process.execPath} -e "require('node:http').createServer((q, r) => { r.writeHead(404).end(); if (q.url === '/end') process.exit(${code}); }).listen(${port}, '127.0.0.1')"`;

async function start(command: string, url: URL): Promise<Emulator> {
  const emulator = await startEmulator(command, url);
  closing.push(emulator.stop);
  return emulator;
}

describe('the --start command', () => {
  test('is waited for until it answers, with any status, and is stopped', async () => {
    const url = await freeUrl();
    const emulator = await start(serving(url), url);
    expect((await fetch(url)).status).toBe(404);
    expect(emulator.ended()).toBeUndefined();
    await emulator.stop();
    await expect(fetch(url)).rejects.toThrow();
  });

  test('is stopped by a signal that comes before it answers', async () => {
    const starting = startEmulator('sleep 60', await freeUrl());
    const wait = setInterval(() => process.listenerCount('SIGTERM') > 0 && process.emit('SIGTERM'), 20);
    closing.push(() => clearInterval(wait));
    await expect(starting).rejects.toThrow(/^interrupted before .* answered; the --start command is stopped$/);
  });

  test('is not run where a server already answers at the endpoint', async () => {
    const server = createServer((_, response) => void response.end());
    closing.push(() => server.close());
    const url = await listenOn(server);
    await expect(startEmulator('sleep 60', url)).rejects.toThrow(/already answers before the --start command runs/);
  });

  test('is not run where something else than HTTP listens at the endpoint', async () => {
    const server = createTcpServer((socket) => void socket.on('error', () => {}));
    closing.push(() => server.close());
    await expect(startEmulator('sleep 60', await listenOn(server))).rejects.toThrow(/already answers/);
  });

  test.each([
    [
      'exits at once',
      'echo no room; exit 3',
      /^the --start command exited with code 3 before http.* answered: no room$/,
    ],
    ['ends without an error', 'true', /^the --start command exited with code 0 before/],
    ['does not exist', 'no-such-program-here', /^the --start command exited with code 127 before .*not found/],
    ['is killed', 'kill -9 $$', /^the --start command was ended by SIGKILL before/],
  ])('is an error with its exit code where it %s', async (_, command, message) => {
    await expect(startEmulator(command, await freeUrl())).rejects.toThrow(message);
  });

  test('that listens elsewhere is told of soon, once, and at the end with what it printed', async () => {
    const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    closing.push(() => said.mockRestore());
    const url = await freeUrl();
    const waiting = startEmulator('echo listening; sleep 60', url, url, undefined, { hint: 100, ready: 1_000 });
    await expect(waiting).rejects.toThrow(
      `the --start command still runs, but nothing answered at ${url.href} within 1 s; check that it listens on port ${url.port}. It printed: listening`,
    );
    expect(said.mock.calls.map(([text]) => text)).toEqual([
      `nothing answers at ${url.href} yet, and the --start command still runs; check that it listens on port ${url.port} (waiting up to 1 s)\n`,
    ]);
  });

  test('tells how it ended after it had answered, and can be started again', async () => {
    const url = await freeUrl();
    const emulator = await start(serving(url, 7), url);
    await fetch(new URL('/end', url)).catch(() => {});
    await expect.poll(emulator.ended).toBe('exited with code 7');
    await emulator.restart();
    expect(emulator.ended()).toBeUndefined();
    expect((await fetch(url)).status).toBe(404);
  });
});
