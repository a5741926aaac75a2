import { expect, test } from 'vitest';
import { childEnvironment, runChild } from './child.ts';

test('a command that ignores SIGTERM is killed after a while, so that its verdict is not lost', async () => {
  const script = "process.on('SIGTERM', () => {}); process.kill(process.ppid, 'SIGUSR2'); setInterval(() => {}, 1000);";
  const ready = new Promise((resolve) => process.once('SIGUSR2', resolve));
  const ended = runChild([process.execPath, '-e', script], process.env, { grace: 50 });
  await ready;
  process.emit('SIGTERM', 'SIGTERM');
  expect(await ended).toEqual({ signal: 'SIGKILL' });
});

test('a proxy for the way out is not asked for the double, and neither is another kind of endpoint', () => {
  const proxied = {
    HTTP_PROXY: 'http://proxy.example',
    AWS_USE_FIPS_ENDPOINT: 'true',
    AWS_USE_DUALSTACK_ENDPOINT: 'true',
  };
  const env = childEnvironment('http://127.0.0.1:1', { ...proxied, NO_PROXY: '.example.com' });
  expect(env).toMatchObject({
    NO_PROXY: '.example.com,127.0.0.1,localhost',
    no_proxy: '.example.com,127.0.0.1,localhost',
  });
  expect(Object.keys(env).filter((name) => name.startsWith('AWS_USE_'))).toEqual([]);
  expect(childEnvironment('http://127.0.0.1:1', proxied).NO_PROXY).toBe('127.0.0.1,localhost');
});
