import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { FAULTS } from '../src/reference/faults/index.ts';
import { createReference } from '../src/reference/reference.ts';
import { type Served, serve } from '../src/reference/serve.ts';
import type { JsonReport } from '../src/report/json.ts';
import { loadContract } from '../src/schema/contract.ts';
import { cli, type Ended, MAIN } from './support/cli.ts';

const RULE = 'SessionStickinessConfig.IdleTTL.atMost';
const FAST = ['--seed', '3', '--runs', '3', '--rules', RULE];

const folder = mkdtempSync(join(tmpdir(), 'reports-'));
const contract = loadContract();
let faulty: Served;
let right: Served;

beforeAll(async () => {
  const deviations = FAULTS.filter(({ name }) => name === 'order-check-off');
  faulty = await serve(createReference({ contract, deviations }));
  right = await serve(createReference({ contract }));
});

afterAll(async () => {
  await faulty.close();
  await right.close();
  rmSync(folder, { recursive: true, force: true });
});

const at = (name: string): string => join(folder, name);
const run = (...words: string[]): Promise<Ended> => cli(words, { cwd: folder, env: { CI: '' } });

/** The token of the finding on a create. */
async function token(): Promise<string> {
  await run('run', '--endpoint', faulty.url, ...FAST, '--report', `json=${at('token.json')}`);
  const report = JSON.parse(readFileSync(at('token.json'), 'utf8')) as JsonReport;
  return report.rules.flatMap(({ findings }) => findings).find(({ operation }) => operation.startsWith('Create'))!
    .token;
}

test('a run that was killed leaves a record of which report makes a partial report', async () => {
  const file = at('killed.ndjson');
  const words = ['run', '--endpoint', right.url, '--seed', '3', '--report', `ndjson=${file}`];
  const child = spawn(process.execPath, [MAIN, ...words], { cwd: folder, stdio: 'ignore' });
  const judged = (): boolean => existsSync(file) && readFileSync(file, 'utf8').includes('"type":"judged"');
  while (!judged()) await new Promise((resolve) => setTimeout(resolve, 20));
  child.kill('SIGKILL');
  await once(child, 'close');
  const { code, out } = await run('report', file, '--verbose', '--report', `json=${at('killed.json')}`);
  expect([code, out]).toEqual([0, expect.stringMatching(/NOT JUDGED .*\(partial: it broke off\)/)]);
  expect(JSON.parse(readFileSync(at('killed.json'), 'utf8'))).toMatchObject({ complete: false, seed: 3 });
});

test('a token still fails where it was found, is fixed where the rule holds, and its script shows the same', async () => {
  const found = await token();
  const still = await run('reproduce', found, '--endpoint', faulty.url);
  expect([still.code, still.out]).toEqual([1, expect.stringContaining(`STILL FAILS  ${RULE}`)]);
  const fixed = await run('reproduce', found, '--endpoint', right.url);
  expect([fixed.code, fixed.out]).toEqual([0, expect.stringContaining('FIXED')]);
  const nobody = await run('reproduce', found, '--endpoint', 'http://127.0.0.1:9');
  expect(nobody.code).toBe(2);

  const { out: script } = await run('export', found, '--as', 'curl');
  const sent = async (endpoint: string): Promise<string> =>
    (await promisify(execFile)('sh', ['-c', script], { env: { ...process.env, ENDPOINT: endpoint } })).stdout;
  expect(await sent(faulty.url)).toMatch(/^HTTP\/1\.1 201/);
  expect(await sent(right.url)).toMatch(/^HTTP\/1\.1 400/);
});

test('failing cases are kept, tried first, and dropped once they are fixed', async () => {
  const kept = (): number => readdirSync(at('.cloudfront-conformance/failures')).length;
  const reference = await serve(
    createReference({ contract, deviations: FAULTS.filter(({ name }) => name === 'order-check-off') }),
  );
  const before = existsSync(at('.cloudfront-conformance/failures')) ? kept() : 0;
  const words = ['--endpoint', reference.url, ...FAST, '--report', `ndjson=${at('kept.ndjson')}`];
  await run('run', ...words);
  expect(kept()).toBe(before + 2);
  await run('run', ...words);
  const types = readFileSync(at('kept.ndjson'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line).type);
  expect(types.indexOf('replayed')).toBeGreaterThan(0);
  expect(types.indexOf('replayed')).toBeLessThan(types.indexOf('phase'));
  expect(kept()).toBe(before + 2);
  const port = Number(new URL(reference.url).port);
  await reference.close();
  const repaired = await serve(createReference({ contract }), { port });
  await run('run', ...words);
  await repaired.close();
  expect(kept()).toBe(before);
});

test('a drafted list of known deviations makes the run pass', async () => {
  const known = at('known.yaml');
  const words = ['run', '--endpoint', faulty.url, ...FAST];
  expect((await run(...words, '--write-known', known)).code).toBe(1);
  expect((await run(...words, '--known', known)).code).toBe(0);
});

test('matrix judges each target and ends with the worst verdict', async () => {
  const words = ['--target', `faulty=${faulty.url}`, '--target', `right=${right.url}`, ...FAST];
  const { code, out } = await run('matrix', ...words, '--report', `ndjson=${at('matrix.ndjson')}`);
  expect(code).toBe(1);
  expect(out).toMatch(/DOES NOT CONFORM {2}faulty: .*\n?/);
  expect(out).toMatch(/CONFORMS {2}right: /);
  expect((await run('merge', at('matrix.ndjson'))).code).toBe(1);
});

test('fuzz goes on with new seeds until the time is over, and tells each cause once', async () => {
  const words = ['--for', '4s', '--endpoint', faulty.url, ...FAST, '--report', `ndjson=${at('fuzz.ndjson')}`];
  const { code } = await run('fuzz', ...words);
  expect(code).toBe(1);
  const events = readFileSync(at('fuzz.ndjson'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const of = (type: string) => events.filter((event) => event.type === type);
  expect(of('phase').length).toBeGreaterThan(1);
  expect([of('start').length, of('end').length]).toEqual([1, 1]);
  const found = of('finding').map(({ finding }) => `${finding.rule} ${finding.operation}`);
  expect(found.length).toBe(new Set(found).size);
});

test('in Actions findings are annotations and the summary is written', async () => {
  const summary = at('summary.md');
  const env = { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: summary, CI: 'true' };
  const { out } = await cli(['run', '--endpoint', faulty.url, ...FAST], { cwd: folder, env });
  expect(out).toMatch(/^::error title=SessionStickinessConfig\.IdleTTL\.atMost on /m);
  expect(readFileSync(summary, 'utf8')).toContain('does not conform');
});
