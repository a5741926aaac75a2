import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { loadContract } from '../../contracts/load.ts';
import { createReference } from '../../reference/reference.ts';
import { judging, type ServeJudgeOptions } from './serve-judge.ts';

const file = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const contract = loadContract();
let folder: string;
let printed: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'judge-'));
  printed = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed.push(String(text));
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

/** The same in this process, without asking for signatures. */
const start = (options: Partial<ServeJudgeOptions>) =>
  judging(
    { contract, service: () => createReference({ contract }).handle },
    { port: 0, host: '127.0.0.1', signature: false, ...options },
  );

/** `serve --judge` in a process of its own, once it listens. */
async function served(...words: string[]) {
  const loader = file('../../../node_modules/jiti/lib/jiti-cli.mjs');
  const child: ChildProcess = spawn(process.execPath, [loader, file('../main.ts'), 'serve', '--judge', ...words]);
  let text = '';
  child.stdout!.on('data', (chunk) => {
    text += chunk;
  });
  const ended = once(child, 'close');
  await once(child.stdout!, 'data');
  const url = text.trim();
  const end = async () => {
    child.kill('SIGINT');
    const [code] = await ended;
    return { code, text };
  };
  return { url, end };
}

const POLICIES = '/2020-05-31/continuous-deployment-policy';

test('violations are told at a path, printed at the end, and make the exit code 1', async () => {
  const { url, end } = await served();
  await fetch(`${url}${POLICIES}`);
  const report = await (await fetch(`${url}/_conformance/violations`)).json();
  expect(report).toMatchObject({
    requests: 1,
    violations: [{ rule: 'request.signature', evidence: 'standard', request: 1, found: 'no Authorization header' }],
    open: [],
    left: [],
  });
  const { code, text } = await end();
  expect(code).toBe(1);
  expect(text).toContain('request 1 ListContinuousDeploymentPolicies: request.signature');
});

test('DELETE begins anew, with an empty service; what comes then counts', async () => {
  const { url, close, conclude } = await start({});
  await fetch(`${url}${POLICIES}?MaxItems=x`);
  expect((await fetch(`${url}/_conformance`, { method: 'DELETE' })).status).toBe(204);
  expect(await (await fetch(`${url}/_conformance/violations`)).json()).toMatchObject({ requests: 0, violations: [] });
  expect((await fetch(`${url}/_conformance/else`)).status).toBe(404);
  await close();
  expect(conclude()).toBe(0);
});

test('a conversation in which nobody came is not judged, and not green', async () => {
  const { url, close, conclude } = await start({});
  await fetch(`${url}/_conformance/violations`);
  await close();
  expect(conclude()).toBe(2);
  expect(printed.join('')).toContain('not judged: no request arrived');
});

test('a conversation of calls that the contract does not cover is not judged', async () => {
  const { url, close, conclude } = await start({});
  await fetch(`${url}/2020-05-31/public-key`);
  await close();
  expect(conclude()).toBe(2);
  expect(printed.join('')).toContain('every request was to an operation that the contract does not cover');
});

test('a conversation without violations ends with 0; its record is written once and held against it then', async () => {
  vi.stubEnv('CI', '');
  const interactions = join(folder, 'interactions.json');
  const converse = async (path: string) => {
    const { url, close, conclude } = await start({ interactions });
    await fetch(url + path);
    const told = await (await fetch(`${url}/_conformance/interactions`)).json();
    await close();
    return { code: conclude(), told };
  };
  const first = await converse(POLICIES);
  expect(first.code).toBe(0);
  expect(first.told.interactions).toEqual([{ call: 'ListContinuousDeploymentPolicies', input: {}, answer: '200' }]);
  expect(JSON.parse(readFileSync(interactions, 'utf8'))).toEqual(first.told);
  expect((await converse(POLICIES)).code).toBe(0);
  expect((await converse(`${POLICIES}?MaxItems=2`)).code).toBe(1);
  expect(printed.join('')).toContain('request 1: ListContinuousDeploymentPolicies: MaxItems was absent, is 2');
});

test('a certificate that cannot be read is told', async () => {
  await expect(start({ tlsCert: 'cert.pem', tlsKey: 'key.pem' })).rejects.toThrow(
    "cert.pem can't be read: there is no such file (ENOENT)",
  );
});
