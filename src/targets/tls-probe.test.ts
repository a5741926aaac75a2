import type { AddressInfo } from 'node:net';
import { createServer, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { speaksTls } from './tls-probe.ts';

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

async function listen(answer: (socket: Socket) => void): Promise<URL> {
  const server = createServer((socket) => {
    socket.on('error', () => {});
    answer(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => server.close());
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
}

test.each<[string, (socket: Socket) => void]>([
  ['closes', (socket) => socket.end()],
  ['answers in plain HTTP', (socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')],
  ['breaks off', (socket) => socket.resetAndDestroy()],
])('a server that %s speaks no TLS', async (_, answer) => {
  expect(await speaksTls(await listen(answer))).toBe(false);
});

test('nobody speaks no TLS', async () => {
  const url = await listen(() => {});
  for (const close of closing.splice(0)) close();
  expect(await speaksTls(url)).toBe(false);
});
