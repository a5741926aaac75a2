import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { stagingOf } from '../cli/options/staging.ts';
import { loadContract } from '../contracts/load.ts';
import type { HttpRequest } from '../core/outcome.ts';
import { UsageError } from '../core/usage.ts';
import { OutOfReach } from '../reach/reach.ts';
import { createReference } from '../reference/reference.ts';
import { serve } from '../reference/serve.ts';
import { startEmulator } from './emulator.ts';
import { requiredOperations } from './require.ts';
import { reset } from './reset.ts';
import { openTarget } from './target.ts';
import type { TargetOptions } from './target-options.ts';

const contract = loadContract();
const READ = { operation: 'GetContinuousDeploymentPolicy', input: { Id: 'some' } };
const folder = mkdtempSync(join(tmpdir(), 'target-'));
afterAll(() => rmSync(folder, { recursive: true }));

const closing: (() => Promise<unknown>)[] = [];
beforeEach(() => {
  for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) vi.stubEnv(name, undefined);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  for (const close of closing.splice(0)) await close();
});

async function opened(options: Partial<TargetOptions> & { concurrency?: number; runs?: number }) {
  const open = await openTarget(contract, { sign: true, header: {}, timeout: 5_000, ...options }, 1);
  closing.push(() => open.target.close());
  return open;
}

/** A server that remembers what it was asked, in front of a reference. */
async function listening(): Promise<{ endpoint: URL; seen: HttpRequest[] }> {
  const seen: HttpRequest[] = [];
  const { handle } = createReference({ contract });
  const served = await serve({
    handle: (request) => {
      seen.push(request);
      return handle(request);
    },
  });
  closing.push(served.close);
  return { endpoint: new URL(served.url), seen };
}

function fileWith(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

describe('what leads farther than this machine', () => {
  const AWS = new URL('https://cloudfront.amazonaws.com');

  test.each<[string, Partial<TargetOptions>, RegExp]>([
    ['another machine', { endpoint: new URL('http://192.0.2.1') }, /not this machine; allow it with --allow-remote/],
    ['another machine, through the SDK', { endpoint: new URL('http://192.0.2.1'), sdk: true }, /--allow-remote/],
    ['another machine, through a module', { endpoint: new URL('http://192.0.2.1'), module: 'x.ts' }, /--allow-remote/],
    ['AWS', { endpoint: AWS, allowRemote: true }, /belongs to AWS.*--allow-aws/],
    [
      '--reset',
      { endpoint: new URL('http://127.0.0.1:1'), reset: new URL('http://192.0.2.1/reset') } as Partial<TargetOptions>,
      /192\.0\.2\.1 is not this machine/,
    ],
    [
      '--ready',
      { endpoint: new URL('http://127.0.0.1:1'), start: 'touch started', ready: new URL('http://192.0.2.1') },
      /192\.0\.2\.1 is not this machine/,
    ],
    ['another partition of AWS', { endpoint: new URL('https://c.c2s.ic.gov'), allowRemote: true }, /belongs to AWS/],
    ['AWS, with one word only', { endpoint: AWS, allowAws: true }, /--allow-remote and --allow-aws/],
    [
      'AWS without real credentials',
      { endpoint: AWS, allowRemote: true, allowAws: true },
      /--profile or --credentials env/,
    ],
    [
      'another machine in clear text with real credentials',
      { endpoint: new URL('http://192.0.2.1'), allowRemote: true, credentials: 'env' },
      /clear text/,
    ],
  ])('%s is refused with what to say', async (_, options, reason) => {
    await expect(opened(options)).rejects.toThrow(reason);
    await expect(opened(options)).rejects.toThrow(UsageError);
  });

  test('AWS is met slowly, one by one and with a budget, unless more is said', async () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIDEXAMPLE');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'wJalrXUtnFEMI');
    const aws = { endpoint: AWS, allowRemote: true, allowAws: true, credentials: 'env' } as const;
    expect((await opened(aws)).limits).toMatchObject({ concurrency: 1, rate: 2, budget: 2_000, runs: 2 });
    expect((await opened({ ...aws, budget: 10, concurrency: 2 })).limits).toMatchObject({
      concurrency: 2,
      rate: 2,
      budget: 10,
    });
  });
});

describe('credentials', () => {
  const REAL = 'AKIDREALREALREAL';
  const signer = (seen: HttpRequest[]): string | undefined =>
    /Credential=([^/]+)\//.exec(seen[0]?.headers.authorization ?? '')?.[1];

  beforeEach(() => {
    const file = fileWith(
      'credentials',
      `[default]\naws_access_key_id = ${REAL}\naws_secret_access_key = wJalrXUtnFEMI\n[test]\naws_access_key_id = AKIDTESTTEST\naws_secret_access_key = wJalrXUtnFEMI\naws_session_token = token-token\n`,
    );
    vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', file);
    vi.stubEnv('AWS_CONFIG_FILE', fileWith('config', '[profile sso]\nsso_session = x\n'));
    vi.stubEnv('AWS_ACCESS_KEY_ID', REAL);
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'wJalrXUtnFEMI');
    vi.stubEnv('AWS_PROFILE', 'test');
  });

  test.each<[string, Partial<TargetOptions>, string]>([
    ['that lie about are not used', {}, 'test'],
    ['that lie about are not used through the SDK either', { sdk: true }, 'test'],
    ['are those of the environment where that is said', { credentials: 'env' }, REAL],
    ['are those of a profile that is named', { profile: 'test' }, 'AKIDTESTTEST'],
    ['are those of a profile that is named, through the SDK', { profile: 'test', sdk: true }, 'AKIDTESTTEST'],
  ])('%s', async (_, options, expected) => {
    const { endpoint, seen } = await listening();
    const { target } = await opened({ endpoint, ...options });
    await target.call(READ);
    expect(signer(seen)).toBe(expected);
  });

  test('that lie about do not reach the clients that a module builds', async () => {
    const { endpoint, seen } = await listening();
    const module = fileWith(
      'plain-client.ts',
      `import { CloudFrontClient, GetContinuousDeploymentPolicyCommand } from '${import.meta.resolve('@aws-sdk/client-cloudfront')}';
      export default function create() {
        const client = new CloudFrontClient({});
        return { getContinuousDeploymentPolicy: (input: { Id: string }) => client.send(new GetContinuousDeploymentPolicyCommand(input)) };
      }`,
    );
    const { target } = await opened({ endpoint, module });
    expect(await target.call(READ)).toMatchObject({ kind: 'refused', status: 404 });
    expect(signer(seen)).toBe('test');
  });

  test.each([
    ['nobody', /there is no profile nobody; there are: .*test/],
    ['sso', /holds no access key itself.*export-credentials --profile sso/],
  ])('of the profile %s are asked for in words', async (profile, reason) => {
    await expect(opened({ endpoint: new URL('http://127.0.0.1:1'), profile })).rejects.toThrow(reason);
  });
});

describe('modules and handlers', () => {
  const WRAPPER = `export default ({ endpoint }: { endpoint: string }) => ({
    async getContinuousDeploymentPolicy({ Id }: { Id: string }) {
      const answer = await fetch(endpoint + '/2020-05-31/continuous-deployment-policy/' + Id);
      throw Object.assign(new Error('x'), { name: /<Code>(.*?)</.exec(await answer.text())![1] });
    },
  });`;

  test('a module in TypeScript stands in front of the built-in reference', async () => {
    const { target, embedded } = await opened({ module: fileWith('wrapper.ts', WRAPPER) });
    expect(embedded).toBe(true);
    expect(await target.call(READ)).toMatchObject({
      kind: 'refused',
      error: { code: 'NoSuchContinuousDeploymentPolicy' },
    });
  });

  test('behind nock it meets the reference at the real address', async () => {
    const { target } = await opened({ module: fileWith('wrapper.ts', WRAPPER), nock: true });
    expect(await target.call(READ)).toMatchObject({
      kind: 'refused',
      error: { code: 'NoSuchContinuousDeploymentPolicy' },
    });
  });

  test.each([
    ['a fetch function', 'export default async (request: Request) => new Response(request.url, { status: 418 });'],
    [
      'an object with one',
      'export default { status: 418, fetch() { return new Response(null, { status: this.status }); } };',
    ],
    ['a request listener', 'export default (_: unknown, response: any) => response.writeHead(418).end();'],
    ['a CommonJS export', 'module.exports = async () => new Response(null, { status: 418 });'],
  ])('%s is a handler', async (_, text) => {
    const { target } = await opened({
      handler: fileWith(`handler-${text.length}.${text.startsWith('module') ? 'cjs' : 'ts'}`, text),
    });
    expect(await target.call(READ)).toMatchObject({ kind: 'unreadable', status: 418 });
  });

  test.each([
    ['module', 'no-such-file.ts', undefined, /there is no file no-such-file\.ts/],
    ['module', 'broken.ts', 'const x = ;', /broken\.ts can't be loaded/],
    ['module', 'empty.ts', 'export default () => 1;', /exports no factory of functions/],
    ['handler', 'no-handler.ts', 'export default 1;', /exports no fetch function/],
  ])('--%s %s: the reason is one line', async (option, name, text, reason) => {
    const file = text === undefined ? name : fileWith(name, text);
    await expect(opened({ [option]: file })).rejects.toThrow(reason);
    await expect(opened({ [option]: file })).rejects.toThrow(UsageError);
  });
});

describe('words', () => {
  test('--require names operations: all, those of the policies, or a glob', async () => {
    expect(await requiredOperations(contract, ['all'])).toEqual(Object.keys(contract.operations));
    expect(await requiredOperations(contract, ['policies'])).toHaveLength(6);
    expect(await requiredOperations(contract, ['*Distribution'])).toContain('CopyDistribution');
    await expect(requiredOperations(contract, ['nothing'])).rejects.toThrow(UsageError);
  });

  test('--staging takes a way or names', () => {
    expect(stagingOf('api')).toBe('api');
    expect(stagingOf('a.cloudfront.net, b.cloudfront.net')).toEqual({
      given: ['a.cloudfront.net', 'b.cloudfront.net'],
    });
    expect(() => stagingOf('apo')).toThrow(/domain names/);
  });

  test('neither --reset nor --ready sends anything farther than is allowed', async () => {
    await expect(reset(new URL('http://192.0.2.1'))).rejects.toThrow(OutOfReach);
    await expect(startEmulator(`touch ${join(folder, 'started')}`, new URL('http://192.0.2.1'))).rejects.toThrow(
      OutOfReach,
    );
    expect(existsSync(join(folder, 'started'))).toBe(false);
  });

  test('--reset sends POST, and says so where that did nothing', async () => {
    const { endpoint, seen } = await listening();
    await expect(reset(endpoint)).rejects.toThrow(/did not reset the target: status 404/);
    expect(seen[0]?.method).toBe('POST');
  });
});
