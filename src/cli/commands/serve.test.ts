import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, test, vi } from 'vitest';
import { loadContract } from '../../contracts/load.ts';
import { createReference } from '../../reference/reference.ts';
import { serve } from '../../reference/serve.ts';
import { serveCommand } from './serve.ts';

const file = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Starts the command in a process of its own, through the loader that reads TypeScript. */
function command(...words: string[]): { child: ChildProcess; output: () => string; ended: Promise<[number | null]> } {
  const child = spawn(process.execPath, [
    file('../../../node_modules/jiti/lib/jiti-cli.mjs'),
    file('../main.ts'),
    ...words,
  ]);
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

test('--deploying and --timeout are seconds', async () => {
  const { child, output, ended } = command('serve', '--deploying', '0.3');
  await once(child.stdout!, 'data');
  const url = `${output().trim()}/2020-05-31/distribution`;
  const body =
    '<DistributionConfig><CallerReference>a</CallerReference><Comment></Comment><Enabled>true</Enabled>' +
    '<Origins><Quantity>1</Quantity><Items><Origin><Id>o</Id><DomainName>www.example.com</DomainName></Origin></Items></Origins>' +
    '<DefaultCacheBehavior><TargetOriginId>o</TargetOriginId><ViewerProtocolPolicy>allow-all</ViewerProtocolPolicy>' +
    '<CachePolicyId>658327ea-f89d-4fab-a63d-7e88639e58f6</CachePolicyId></DefaultCacheBehavior></DistributionConfig>';
  const status = (text: string) => /<Status>(.*?)<\/Status>/.exec(text)?.[1];
  const made = await (await fetch(url, { method: 'POST', body })).text();
  expect(status(made)).toBe('InProgress');
  await setTimeout(400);
  const id = /<Id>(.*?)<\/Id>/.exec(made)![1];
  expect(status(await (await fetch(`${url}/${id}`)).text())).toBe('Deployed');
  child.kill('SIGINT');
  await ended;

  const silent = createServer(() => {}).listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const target = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
  const proxy = command('serve', '--judge', '--forward', target, '--timeout', '0.2');
  await once(proxy.child.stdout!, 'data');
  await expect(fetch(`${proxy.output().trim()}/2020-05-31/distribution`)).rejects.toThrow();
  proxy.child.kill('SIGINT');
  expect(await proxy.ended).toEqual([1, null]);
  expect(proxy.output()).toContain(
    'gave no answer to 1 of 1 request\n  request 1 ListDistributions: no answer within 0.2 s',
  );
  silent.closeAllConnections();
  silent.close();
});

/** What the command throws, in this process. */
const refusal = (...words: string[]): Promise<unknown> =>
  serveCommand()
    .exitOverride()
    .configureOutput({ writeErr: () => {} })
    .parseAsync(words, { from: 'user' })
    .catch((error: Error) => error);

test.each([
  [['--fault', 'order-chek'], 'there is no fault order-chek; did you mean order-check-off'],
  [['--variant', 'xyz'], 'there is no variant xyz; --list-variants lists them'],
  [['--fault', 'weight-inverted'], '--fault weight-inverted is of the edge and needs --edge'],
  [['--port', '70000'], 'give a port from 0 to 65535'],
  [['--judge', '--'], 'there is no command after --'],
  [['deploy.sh', 'now'], 'deploy.sh is run with --judge only: serve --judge -- deploy.sh now'],
  [['--seed', 'abc'], 'give a whole number from 0 up'],
  [['--judge', '--interactions', '/no/such/x.json'], "/no/such/x.json can't be written (ENOENT)"],
])('serve %j is refused in one line', async (words, message) => {
  const refused = await refusal(...words);
  expect(refused).toMatchObject({ message: expect.stringMatching(/^[^\n]+$/) });
  expect((refused as Error).message).toContain(message);
});

test('where the edge has no port, nothing is said to be ready and nothing goes on', async () => {
  const { url, close } = await serve(createReference({ contract: loadContract() }));
  const taken = new URL(url).port;
  const print = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  try {
    expect(await refusal('--edge', taken)).toMatchObject({
      message: expect.stringMatching(/can't listen on .*EADDRINUSE/),
    });
    await close();
    expect(await refusal('--port', taken, '--edge', taken)).toMatchObject({
      message: expect.stringContaining('EADDRINUSE'),
    });
    expect(print).not.toHaveBeenCalled();
  } finally {
    print.mockRestore();
  }
  await expect(fetch(url)).rejects.toThrow();
});
