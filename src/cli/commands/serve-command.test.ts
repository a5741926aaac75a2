import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { loadContract } from '../../contracts/load.ts';
import { createDouble } from '../../double/double.ts';
import { createReference } from '../../reference/reference.ts';
import { type ChildEnd, childEnvironment } from '../../session/child.ts';
import { commandVerdict } from './serve-command.ts';

const file = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const contract = loadContract();
const POLICIES = '/2020-05-31/continuous-deployment-policy';

/** The verdict on a command `deploy` that sent GET requests for these paths. */
async function verdict(paths: string[], end: ChildEnd = { code: 0 }) {
  const double = createDouble({ contract, service: () => createReference({ contract }).handle, signed: false });
  for (const path of paths) await double.handle({ method: 'GET', path, headers: {}, body: new Uint8Array(0) });
  return commandVerdict(double, { words: ['deploy', 'now'], end });
}

test('a command that calls the service, breaks no rule and succeeds is green; its requests are listed', async () => {
  const { text, exitCode } = await verdict([`${POLICIES}/p1`, POLICIES]);
  expect(exitCode).toBe(0);
  expect(text).toContain('1 GetContinuousDeploymentPolicy p1 → 404 NoSuchContinuousDeploymentPolicy');
  expect(text).toContain('2 ListContinuousDeploymentPolicies → 200');
  expect(text).toMatch(/deploy exited with code 0$/);
});

test('violations come first and are marked where they were sent; they outweigh how the command ended', async () => {
  const { text, exitCode } = await verdict([POLICIES, `${POLICIES}?MaxItems=x`], { code: 3 });
  expect(exitCode).toBe(1);
  expect(text).toMatch(/^request 2 ListContinuousDeploymentPolicies: /);
  expect(text).toMatch(/ 2 ListContinuousDeploymentPolicies → 400 InvalidArgument {2}\(.*MaxItems\.type\)/);
  expect(text).toContain('deploy exited with code 3');
});

test.each<[string, string[], ChildEnd, string]>([
  ['fails', [POLICIES], { code: 3 }, 'deploy exited with code 3'],
  ['is killed', [POLICIES], { signal: 'SIGTERM' }, 'deploy was ended by SIGTERM'],
  ['sends nothing', [], { code: 0 }, 'nothing was judged: deploy sent no request'],
  [
    'calls an operation that is not judged',
    ['/2020-05-31/function'],
    { code: 0 },
    'nothing was judged: no request of deploy',
  ],
])('a command that %s is not green', async (_, paths, end, words) => {
  const { text, exitCode } = await verdict(paths, end);
  expect(exitCode).toBe(2);
  expect(text).toContain(words);
});

test('calls of CloudFront alone go to the double, with credentials that open nothing', () => {
  const env = childEnvironment('http://127.0.0.1:1', {
    PATH: '/bin',
    AWS_PROFILE: 'production',
    AWS_SESSION_TOKEN: 'canary',
    AWS_ACCESS_KEY_ID: 'canary',
    AWS_SECRET_ACCESS_KEY: 'canary',
    AWS_ENDPOINT_URL: 'https://example.com',
    AWS_REGION: 'eu-west-1',
  });
  expect(JSON.stringify(env)).not.toMatch(/canary|production|example/);
  expect(env).toMatchObject({
    PATH: '/bin',
    AWS_ENDPOINT_URL_CLOUDFRONT: 'http://127.0.0.1:1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_REGION: 'eu-west-1',
    AWS_DEFAULT_REGION: 'eu-west-1',
  });
});

/** `serve --judge` with these words, in a process of its own. */
function command(...words: string[]): { child: ChildProcess; output: () => string; ended: Promise<unknown[]> } {
  const loader = file('../../../node_modules/jiti/lib/jiti-cli.mjs');
  const child = spawn(process.execPath, [loader, file('../main.ts'), 'serve', '--judge', '--no-signature', ...words]);
  let text = '';
  for (const stream of [child.stdout!, child.stderr!])
    stream.on('data', (chunk) => {
      text += chunk;
    });
  return { child, output: () => text, ended: once(child, 'close') };
}

const ask = `await fetch(process.argv[1] + '${POLICIES}');`;

test('{endpoint} in the arguments of a command stands for the URL, which the environment holds as well', async () => {
  const script = `${ask} if (process.argv[1] !== process.env.AWS_ENDPOINT_URL_CLOUDFRONT) process.exit(9);`;
  const { output, ended } = command('--', process.execPath, '--input-type=module', '-e', script, '{endpoint}');
  expect(await ended).toEqual([0, null]);
  expect(output()).toContain('1 ListContinuousDeploymentPolicies → 200');
});

test.each(['SIGINT', 'SIGTERM'] as const)(
  '%s ends the command, and the verdict is told all the same',
  async (signal) => {
    const script = `${ask} console.log('ready'); setInterval(() => {}, 1000);`;
    const { child, output, ended } = command('--', process.execPath, '--input-type=module', '-e', script, '{endpoint}');
    await once(child.stdout!, 'data');
    child.kill(signal);
    expect(await ended).toEqual([2, null]);
    expect(output()).toContain('1 ListContinuousDeploymentPolicies → 200');
    expect(output()).toContain(`was ended by ${signal}`);
  },
);

test.each([[['--', 'no-such-program-here'], 'no-such-program-here cannot be started: there is no such program']])(
  '%j is refused in one line',
  async (words, message) => {
    const { output, ended } = command(...words);
    expect(await ended).toEqual([2, null]);
    expect(output()).toBe(`${message}\n`);
  },
);
