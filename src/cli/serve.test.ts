import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { serveCommand } from './serve.ts';

const file = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Starts the command in a process of its own, through the loader that reads TypeScript. */
function command(...words: string[]): { child: ChildProcess; output: () => string; ended: Promise<[number | null]> } {
  const child = spawn(process.execPath, [file('../../node_modules/jiti/lib/jiti-cli.mjs'), file('main.ts'), ...words]);
  let text = '';
  const keep = (chunk: Buffer): void => {
    text += chunk.toString();
  };
  child.stdout!.on('data', keep);
  child.stderr!.on('data', keep);
  return { child, output: () => text, ended: once(child, 'close') as Promise<[number | null]> };
}

test('serve prints its URL when it is ready and ends cleanly on an interrupt', async () => {
  const { child, output, ended } = command('serve', '--fault', 'create-with-status-200', '--variant', 'ids-upper-case');
  await once(child.stdout!, 'data');
  const url = output().trim();
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  const body =
    '<ContinuousDeploymentPolicyConfig><StagingDistributionDnsNames><Quantity>1</Quantity><Items><DnsName>d1</DnsName>' +
    '</Items></StagingDistributionDnsNames><Enabled>true</Enabled></ContinuousDeploymentPolicyConfig>';
  const response = await fetch(`${url}/2020-05-31/continuous-deployment-policy`, { method: 'POST', body });
  expect(response.status).toBe(200);
  expect(await response.text()).toMatch(/<Id>[0-9A-F-]+<\/Id>/);
  child.kill('SIGINT');
  expect(await ended).toEqual([0, null]);
  expect(output().trim()).toBe(url);
});

test.each([
  [['--fault', 'order-chek'], 'there is no fault order-chek; did you mean order-check-off'],
  [['--variant', 'xyz'], 'there is no variant xyz; --list-variants lists them'],
  [['--port', '70000'], 'a port is a number from 0 to 65535'],
])('serve %j is refused in one line', async (words, message) => {
  const silent = serveCommand()
    .exitOverride()
    .configureOutput({ writeErr: () => {} });
  const refusal = await silent.parseAsync(words, { from: 'user' }).catch((error: Error) => error);
  expect(refusal).toMatchObject({ message: expect.stringMatching(/^[^\n]+$/) });
  expect((refusal as Error).message).toContain(message);
});
