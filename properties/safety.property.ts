import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import type { Handler } from '../src/core/target.ts';
import { createReference, type Reference } from '../src/reference/reference.ts';
import { type Served, serve } from '../src/reference/serve.ts';
import { VARIANTS } from '../src/reference/variants/index.ts';
import { FORMATS } from '../src/report/formats.ts';
import { handlerTarget } from '../src/targets/handler.ts';
import { cli, MAIN } from './support/cli.ts';
import { inProcess } from './support/in-process.ts';
import { contract } from './support/judging.ts';

const closing: (() => unknown)[] = [];
afterAll(async () => {
  for (const close of closing) await close();
});

let folder: string;
beforeEach(() => {
  const made = mkdtempSync(join(tmpdir(), 'safety-'));
  closing.push(() => rmSync(made, { recursive: true }));
  folder = made;
});

async function served(handle: Handler): Promise<Served> {
  const one = await serve({ handle });
  closing.push(one.close);
  return one;
}

async function reference(variant?: string): Promise<Reference & { url: string }> {
  const modifications = VARIANTS.filter(({ name }) => name === variant);
  const made = createReference({ contract, modifications });
  return { ...made, url: (await served(made.handle)).url };
}

const left = ({ state }: Reference): number => state.policies.size + state.distributions.size;

const filesIn = (place: string): string[] =>
  readdirSync(place, { recursive: true, encoding: 'utf8' })
    .map((name) => join(place, name))
    .filter((file) => statSync(file).isFile());

/** What must never be seen, and the words and variables by which it is given. */
const CANARY = {
  key: 'AKIACANARYCANARY1234',
  secret: 'canarySecretCanarySecret/Canary+Secret0',
  token: 'canaryTokenCanaryTokenCanaryToken==',
  header: 'canary-header-value',
  short: 'c4n4ry',
};

/** Six ways to write a text. */
const spellings = (text: string): string[] => [
  encodeURIComponent(text),
  encodeURIComponent(text).replaceAll(/%../g, (code) => code.toLowerCase()),
  Buffer.from(text).toString('base64'),
  Buffer.from(text).toString('base64url'),
  Buffer.from(text).toString('hex'),
  Buffer.from(text).toString('hex').toUpperCase(),
];

describe('no key, secret, session token, header value or signature is in anything that a run leaves', () => {
  /** A server that tells everything that it was sent, in its errors, in several spellings. */
  const telling: Handler = async ({ headers }) => {
    const plain = JSON.stringify(headers).replaceAll('&', '').replaceAll('<', '');
    const spelled = Object.values(headers).flatMap((value) => spellings(value));
    return {
      status: 400,
      headers: { 'content-type': 'text/xml', 'x-echo': JSON.stringify(headers) },
      body: Buffer.from(
        `<ErrorResponse><Error><Type>Sender</Type><Code>InvalidArgument</Code><Message>${plain} ${spelled.join(' ')}</Message></Error><RequestId>1</RequestId></ErrorResponse>`,
      ),
    };
  };

  test.each([
    ['over HTTP', inProcess, []],
    ['through the SDK', cli, ['--sdk']],
  ])('%s', async (_, command, words) => {
    const signatures: string[] = [];
    const { url } = await served((request) => {
      signatures.push(/Signature=(\w+)/.exec(request.headers.authorization ?? '')?.[1] ?? '');
      return telling(request);
    });
    const reports = ['ndjson', ...FORMATS.map(({ name }) => name)].flatMap((name) => ['--report', `${name}=${name}`]);
    const { code, out, err } = await command(
      [
        ...[
          'run',
          '--endpoint',
          url,
          ...words,
          '--credentials',
          'env',
          '--header',
          `X-Api-Key: ${CANARY.header}`,
          '--header',
          `X-Short: ${CANARY.short}`,
        ],
        ...['--verbose', '--record', 'cassette', '--seed', '1', '--runs', '1', '--rules', '*.required', ...reports],
      ],
      {
        cwd: folder,
        env: {
          AWS_ACCESS_KEY_ID: CANARY.key,
          AWS_SECRET_ACCESS_KEY: CANARY.secret,
          AWS_SESSION_TOKEN: CANARY.token,
        },
      },
    );
    expect(code).not.toBe(null);
    expect(signatures.filter((one) => one !== '').length).toBeGreaterThan(10);
    const files = filesIn(folder);
    expect(files.map((file) => file.slice(folder.length + 1))).toEqual(
      expect.arrayContaining(['cassette', 'ndjson', join('.cloudfront-conformance', 'journal.ndjson')]),
    );
    const texts = new Map([
      ['out', out],
      ['err', err],
      ...files.map((file) => [file, readFileSync(file, 'utf8')] as const),
    ]);
    const canaries = Object.values(CANARY);
    const secrets = [...canaries, ...canaries.flatMap(spellings), ...signatures.filter((one) => one !== '')];
    const seen = [...texts].flatMap(([place, text]) =>
      secrets.filter((one) => text.includes(one)).map((one) => `${one} in ${place}`),
    );
    expect(seen).toEqual([]);
  });
});

test('Ctrl-C in the middle of a run leaves nothing', async () => {
  const made = await reference();
  const run: ChildProcess = spawn(process.execPath, [MAIN, 'run', '--endpoint', made.url, '--staging', 'api'], {
    cwd: folder,
    stdio: 'ignore',
  });
  const ended = once(run, 'exit');
  while (made.state.requests < 200 && run.exitCode === null) await sleep(5);
  run.kill('SIGINT');
  expect(await ended).toEqual([2, null]);
  expect(made.state.requests).toBeGreaterThanOrEqual(200);
  expect(left(made)).toBe(0);
});

test.each([20, 50, 150])(
  'a budget of %i is never passed, and what was made with it is deleted within it',
  async (most) => {
    const made = await reference();
    const { out } = await inProcess(
      ['run', '--endpoint', made.url, '--budget', String(most), '--seed', '7', '--runs', '1'],
      { cwd: folder },
    );
    expect(made.state.requests).toBeGreaterThan(most * 0.6);
    expect(made.state.requests).toBeLessThanOrEqual(most);
    expect(Number(/(\d+) requests in/.exec(out)?.[1])).toBeLessThanOrEqual(most);
    expect(out).toContain(`the budget of ${most} requests is spent`);
    expect(left(made)).toBe(0);
  },
);

test('a target that denies access could not be judged: exit code 2 and the reason', async () => {
  const { handle } = createReference({ contract });
  let requests = 0;
  const { url } = await served(async (request) =>
    ++requests <= 40
      ? handle(request)
      : {
          status: 403,
          headers: { 'content-type': 'text/xml' },
          body: Buffer.from(
            '<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>no</Message></Error><RequestId>1</RequestId></ErrorResponse>',
          ),
        },
  );
  const { code, out } = await inProcess(
    ['run', '--endpoint', url, '--seed', '1', '--rules', 'SessionStickinessConfig.*'],
    {
      cwd: folder,
    },
  );
  expect({ code, out }).toMatchObject({ code: 2, out: expect.stringContaining('denies access: 403 AccessDenied') });
});

describe('where staging names must exist', () => {
  const words = ['--seed', '1', '--runs', '1', '--rules', 'lifecycle.read.*', 'lifecycle.create.*'];

  test('distributions are created through the target, and none is left', async () => {
    const made = await reference('names-must-exist');
    const { code } = await inProcess(['run', '--endpoint', made.url, '--staging', 'api', ...words], { cwd: folder });
    expect({ code, left: left(made) }).toEqual({ code: 0, left: 0 });
  });

  test('given ones are used, and are left as they are', async () => {
    const made = await reference('names-must-exist');
    const names: string[] = [];
    for (const reference of ['a', 'b', 'c']) {
      const { minimal } = contract.resources.Distribution!;
      const { call } = handlerTarget(contract, made.handle);
      const outcome = await call({
        operation: 'CreateDistribution',
        input: { DistributionConfig: { ...(minimal as object), CallerReference: reference, Staging: true } },
      });
      if (outcome.kind === 'response') names.push((outcome.output.Distribution as { DomainName: string }).DomainName);
    }
    const before = JSON.stringify([...made.state.distributions.values()]);
    const { code } = await inProcess(['run', '--endpoint', made.url, '--staging', names.join(','), ...words], {
      cwd: folder,
    });
    expect({ code, names: names.length }).toEqual({ code: 0, names: 3 });
    expect(JSON.stringify([...made.state.distributions.values()])).toBe(before);
    expect(made.state.policies.size).toBe(0);
  });
});
