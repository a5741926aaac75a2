import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { program } from '../src/cli/program.ts';
import { cli, MAIN } from './support/cli.ts';
import { inProcess } from './support/in-process.ts';

const folder = mkdtempSync(join(tmpdir(), 'exit-codes-'));
afterAll(() => rmSync(folder, { recursive: true }));

const ONE_RULE = ['--seed', '1', '--rules', 'lifecycle.read.unknown-id', '--phase', 'sequences'];
const oneLine = expect.stringMatching(/^[^\n]+\n$/);

function fileOf(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

test('validate of a request with null in it says what is broken', async () => {
  const request = {
    ContinuousDeploymentPolicyConfig: {
      StagingDistributionDnsNames: { Quantity: 1, Items: ['d1.cloudfront.net'] },
      Enabled: true,
      TrafficConfig: null,
    },
  };
  const file = fileOf('request.json', JSON.stringify(request));
  const { code, out, err } = await inProcess(['validate', 'CreateContinuousDeploymentPolicy', file]);
  expect({ code, err }).toEqual({ code: 1, err: '' });
  expect(out).toContain('TrafficConfig');
});

test('a full disk under --report is one line, and ends with 2', async () => {
  const { code, err } = await inProcess(['run', ...ONE_RULE, '--report', 'json=/dev/full'], { cwd: folder });
  expect(code).toBe(2);
  expect(err.split('\n').at(-2)).toMatch(/^\/dev\/full can't be written \(ENOSPC\); free space/);
});

test('init where nothing can be written is one line, and ends with 2', async () => {
  mkdirSync(join(folder, 'cloudfront-conformance.config.json'));
  const { code, err } = await inProcess(['init', '--force'], { cwd: folder });
  rmSync(join(folder, 'cloudfront-conformance.config.json'), { recursive: true });
  expect({ code, err }).toEqual({ code: 2, err: oneLine });
});

test.each([
  ['a token', ['reproduce', 'bm9uc2Vuc2U']],
  ['a record', ['report', 'damaged', '--report', 'json=-']],
  ['a recording', ['run', '--from-cassette', 'damaged']],
  ['a list of known deviations', ['run', '--known', 'damaged']],
  ['a configuration', ['run', '--config', 'damaged.json']],
])('%s that is damaged is one line, and ends with 2', async (_, words) => {
  fileOf('damaged', '{"type":\u0000');
  fileOf('damaged.json', '{"endpoint": {"a": 1}}');
  const { code, err } = await inProcess(words, { cwd: folder });
  expect({ code, err }).toEqual({ code: 2, err: oneLine });
});

test('a stored finding that is damaged is told, and the run goes on', async () => {
  const failures = join(folder, '.cloudfront-conformance', 'failures');
  mkdirSync(failures, { recursive: true });
  writeFileSync(join(failures, 'a.json'), '{"format":1,"target":"x","finding":{"rule":7}}');
  const server = createServer((_, response) => response.writeHead(404).end()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { code, err } = await inProcess(
    ['run', ...ONE_RULE, '--endpoint', `http://127.0.0.1:${(server.address() as AddressInfo).port}`],
    { cwd: folder },
  );
  server.close();
  rmSync(failures, { recursive: true });
  expect(code).toBe(2);
  expect(err).toMatch(/a\.json is no stored finding \(finding lacks [^\n]*; delete it\n/);
});

test('https against a port that speaks http leaves nothing that sweep can not finish', async () => {
  const server = createServer((_, response) => response.end()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const endpoint = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { code, out } = await inProcess(['run', ...ONE_RULE, '--endpoint', endpoint], { cwd: folder });
  expect({ code, out }).toMatchObject({ code: 2, out: expect.stringContaining('use http://') });
  expect((await inProcess(['sweep'], { cwd: folder })).code).toBe(0);
  server.close();
});

test('an error that nobody foresaw is one line, with --verbose its stack too, and ends with 2', async () => {
  const told = async (...words: string[]): Promise<string> => {
    let text = '';
    const out = vi.spyOn(process.stdout, 'write').mockImplementation(() => {
      throw new TypeError('boom\nbang');
    });
    const err = vi.spyOn(process.stderr, 'write').mockImplementation((chunk) => {
      text += String(chunk);
      return true;
    });
    await program(['schema', 'CreateContinuousDeploymentPolicy', ...words]).finally(() => {
      out.mockRestore();
      err.mockRestore();
    });
    expect(process.exitCode).toBe(2);
    process.exitCode = 0;
    return text;
  };
  expect(await told()).toMatch(/^unexpected error: boom; [^\n]*please report it[^\n]*\n$/);
  expect(await told('--verbose')).toMatch(/boom\nbang\n +at /);
});

test('a slow reader of standard output gets all of it, and one that leaves changes no exit code', async () => {
  const words = ['run', '--no-config', ...ONE_RULE, '--report', 'ndjson=-'];
  const whole = await cli(words, { cwd: folder });
  const line = (shell: string): Promise<{ code: number; out: string }> =>
    new Promise((resolve) =>
      execFile('bash', ['-c', shell], { cwd: folder, maxBuffer: 1e9 }, (_, out, err) =>
        resolve({ code: Number(/code (\d+)/.exec(err)?.[1]), out }),
      ),
    );
  const command = `node ${MAIN} ${words.join(' ')}; echo "code $?" >&2`;
  const slow = await line(`{ ${command}; } | { sleep 2; cat; }`);
  const gone = await line(`{ ${command}; } | head -n 1`);
  expect([whole.code, slow.code, gone.code]).toEqual([0, 0, 0]);
  expect(slow.out.split('\n').length).toBe(whole.out.split('\n').length);
});
