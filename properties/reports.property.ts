import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadContract } from '../src/contracts/load.ts';
import { FAULTS } from '../src/reference/faults/index.ts';
import { createReference } from '../src/reference/reference.ts';
import { type Served, serve } from '../src/reference/serve.ts';
import type { JsonReport } from '../src/report/json.ts';
import { type Ended, MAIN } from './support/cli.ts';
import { inProcess } from './support/in-process.ts';

const RULE = 'SessionStickinessConfig.IdleTTL.atMost';
const FAST = ['--seed', '3', '--runs', '3', '--rules', RULE];

const folder = mkdtempSync(join(tmpdir(), 'reports-'));
const contract = loadContract();
const modifications = FAULTS.filter(({ name }) => name === 'order-check-off');
let faulty: Served;
let right: Served;
/** A run on the one that is faulty, in GitHub Actions. */
let first: Ended;

const at = (name: string): string => join(folder, name);
const run = (...words: string[]): Promise<Ended> => inProcess(words, { cwd: folder, env: { CI: '' } });
const read = (name: string): string => readFileSync(at(name), 'utf8');
const events = (name: string) =>
  read(name)
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
const kept = (): number => readdirSync(at('.cloudfront-conformance/failures')).length;

beforeAll(async () => {
  faulty = await serve(createReference({ contract, modifications }));
  right = await serve(createReference({ contract }));
  const words = ['run', '--endpoint', faulty.url, ...FAST, '--report', `json=${at('first.json')}`];
  const env = { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: at('summary.md'), CI: 'true' };
  first = await inProcess([...words, '--write-known', at('known.yaml')], { cwd: folder, env });
});

afterAll(async () => {
  await faulty.close();
  await right.close();
  rmSync(folder, { recursive: true, force: true });
});

test('in Actions findings are annotations and the summary is written', () => {
  expect([first.code, first.out]).toEqual([
    1,
    expect.stringMatching(
      /^::error title=.* accepted IdleTTL .*::accepts:SessionStickinessConfig\.IdleTTL\.atMost%0A/m,
    ),
  ]);
  expect(read('summary.md')).toContain('does not conform');
});

test('failing cases are kept and tried first; a drafted list of known deviations makes the run pass', async () => {
  expect(kept()).toBe(2);
  const words = ['--endpoint', faulty.url, ...FAST, '--known', at('known.yaml')];
  expect((await run('run', ...words, '--report', `ndjson=${at('again.ndjson')}`)).code).toBe(0);
  const types = events('again.ndjson').map(({ type }) => type);
  expect(types.indexOf('replayed')).toBeGreaterThan(0);
  expect(types.indexOf('replayed')).toBeLessThan(types.indexOf('phase'));
  expect(kept()).toBe(2);
});

test('a token still fails where it was found, is fixed where the rule holds, and its script shows the same', async () => {
  const report = JSON.parse(read('first.json')) as JsonReport;
  const findings = report.rules.flatMap((rule) => rule.findings);
  const { token } = findings.find(({ operation }) => operation.startsWith('Create'))!;
  const still = await run('reproduce', token, '--endpoint', faulty.url);
  const fixed = await run('reproduce', token, '--endpoint', right.url);
  const nobody = await run('reproduce', token, '--endpoint', 'http://127.0.0.1:9');
  const exported = await run('export', token, '--as', 'curl');
  expect([still.code, still.out]).toEqual([1, expect.stringContaining(`STILL FAILS  ${RULE}`)]);
  expect([fixed.code, fixed.out]).toEqual([0, expect.stringContaining('FIXED')]);
  expect(nobody.code).toBe(2);
  const sent = async (endpoint: string): Promise<string> =>
    (await promisify(execFile)('sh', ['-c', exported.out], { env: { ...process.env, ENDPOINT: endpoint } })).stdout;
  expect(await sent(faulty.url)).toMatch(/^HTTP\/1\.1 201/);
  expect(await sent(right.url)).toMatch(/^HTTP\/1\.1 400/);
});

test('matrix judges each target, ends with the worst verdict and gives each a badge', async () => {
  const words = ['--target', `faulty=${faulty.url}`, '--target', `right=${right.url}`, ...FAST];
  const { code, out } = await run('matrix', ...words, '--report', `badge=${at('{target}.json')}`);
  expect(code).toBe(1);
  expect(out).toMatch(/DOES NOT CONFORM {2}faulty: /);
  expect(out).toMatch(/CONFORMS {2}right: /);
  const badges = ['faulty.json', 'right.json'].map((name) => JSON.parse(read(name)).message);
  expect(badges).toEqual(['50% of 2 rules', '100% of 1 rule']);
});

test('fuzz tells each cause once, in one run from start to end', async () => {
  const words = ['--for', '6s', '--endpoint', faulty.url, '--seed', '1', '--report', `ndjson=${at('fuzz.ndjson')}`];
  const { code } = await run('fuzz', ...words);
  expect(code).toBe(1);
  const of = (type: string) => events('fuzz.ndjson').filter((event) => event.type === type);
  expect([of('start').length, of('end').length]).toEqual([1, 1]);
  const found = of('finding').map(({ finding }) => `${finding.rule} ${finding.operation}`);
  expect(found.length).toBeGreaterThan(0);
  expect(found.length).toBe(new Set(found).size);
});

test('a failing case is dropped once it is fixed', async () => {
  const port = Number(new URL(faulty.url).port);
  await faulty.close();
  faulty = await serve(createReference({ contract }), { port });
  await run('run', '--endpoint', faulty.url, ...FAST);
  expect(kept()).toBe(0);
});

test('a run that was killed leaves a record of which report makes a partial report', async () => {
  const file = at('killed.ndjson');
  const words = ['run', '--endpoint', right.url, '--seed', '3', '--report', `ndjson=${file}`];
  const child = spawn(process.execPath, [MAIN, ...words], { cwd: folder, stdio: 'ignore' });
  const judged = (): boolean => existsSync(file) && read('killed.ndjson').includes('"type":"judged"');
  while (!judged()) await new Promise((resolve) => setTimeout(resolve, 20));
  child.kill('SIGKILL');
  await once(child, 'close');
  const { code, out } = await run('report', file, '--verbose', '--report', `json=${at('killed.json')}`);
  expect([code, out]).toEqual([0, expect.stringMatching(/INCONCLUSIVE .*\(partial: the record ends early\)/)]);
  expect(JSON.parse(read('killed.json'))).toMatchObject({ complete: false, seed: 3 });
});
