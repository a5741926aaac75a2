import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Handler } from '../src/core/target.ts';
import { BASES } from '../src/reference/bases.ts';
import { FAULTS } from '../src/reference/faults/index.ts';
import { createReference, type Reference } from '../src/reference/reference.ts';
import { type Served, serve } from '../src/reference/serve.ts';
import { VARIANTS } from '../src/reference/variants/index.ts';
import { handlerTarget } from '../src/targets/handler.ts';
import { inProcess } from './support/in-process.ts';
import { contract } from './support/judging.ts';

let folder: string;
let served: Served;
let current: Reference;
const asked: string[] = [];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'stored-findings-'));
  asked.length = 0;
  const handle: Handler = (request) => {
    asked.push(`${request.method} ${request.path}`);
    return current.handle(request);
  };
  served = await serve({ handle });
});

afterEach(async () => {
  await served.close();
  rmSync(folder, { recursive: true });
});

function become(...names: string[]): void {
  const modifications = [...FAULTS, ...VARIANTS].filter(({ name }) => names.includes(name));
  expect(modifications).toHaveLength(names.length);
  current = createReference({ contract, modifications });
}

const run = (rule: string, ...words: string[]) => {
  const place = ['--no-config', '--endpoint', served.url, '--seed', '1', '--report', 'ndjson=run.ndjson'];
  return inProcess(['run', ...place, '--rules', rule, ...words], { cwd: folder });
};

interface Line {
  type: string;
  finding?: { token: string; after: number; operation: string; rule: string };
  verdict?: string;
}

const events = (): Line[] =>
  readFileSync(join(folder, 'run.ndjson'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
const tokens = (): string[] => events().flatMap(({ finding }) => finding?.token ?? []);
const stored = (): string[] => readdirSync(join(folder, '.cloudfront-conformance', 'failures'));
const reproduce = (token: string, ...words: string[]) =>
  inProcess(['reproduce', token, '--endpoint', served.url, ...words], { cwd: folder });

/** A rule, a fault by which it is broken, and a phase in which that shows: of a code, of what the service makes up, of an answer. */
const CASES = [
  ['lifecycle.update.refuses-stale-if-match', 'if-match-stale-is-conflict', 'sequences'],
  ['lifecycle.create.location', 'location-of-the-collection', 'sequences'],
  ['answer.matches-schema', 'idle-ttl-lost-in-read', 'sequences'],
] as const;

describe.each(CASES)('%s, broken by %s', (rule, fault, phase) => {
  test('is found again while it is broken, and nothing is left of it once the server is mended', async () => {
    const drivers = rule.startsWith('answer.') ? ['lifecycle.create.*', 'lifecycle.read.*'] : [];
    become(fault);
    const words = ['--phase', phase];
    expect((await run(rule, ...drivers, ...words)).code).toBe(1);
    const [token] = tokens();
    expect((await run(rule, ...drivers, ...words)).code).toBe(1);
    expect(events().some(({ type, verdict }) => type === 'replayed' && verdict === 'STILL FAILS')).toBe(true);
    expect((await reproduce(token!)).out).toContain('STILL FAILS');
    become();
    expect((await reproduce(token!)).out).toContain('FIXED');
    for (const _ of [1, 2]) expect((await run(rule, ...drivers, ...words)).code).toBe(0);
    expect(stored()).toEqual([]);
  });
});

test('an absent operation is not called broken in the next run in the same folder', async () => {
  const absent = BASES.find(({ name }) => name === 'no-copy')!.modification;
  const other = FAULTS.find(({ name }) => name === 'policy-ids-in-braces')!;
  current = createReference({ contract, modifications: [other, absent] });
  const rules = ['continuous-deployment.{policy-id,copy.makes-staging}', 'lifecycle.create.location'] as const;
  for (const _ of [1, 2]) {
    await run(...rules, '--phase', 'sequences,workflow');
    expect(events().flatMap(({ finding }) => finding?.rule ?? [])).toEqual(['continuous-deployment.policy-id']);
  }
  expect(events().some(({ type }) => type === 'replayed')).toBe(true);
});

test('a finding is FIXED on a mended server that counts the versions of each resource', async () => {
  const counted = VARIANTS.find(({ name }) => name === 'etags-counted')!;
  const broken = FAULTS.find(({ name }) => name === 'staging-disabled-under-policy')!;
  current = createReference({ contract, modifications: [broken, counted] });
  expect((await run('continuous-deployment.staging.disable-in-use', '--phase', 'workflow')).code).toBe(1);
  const [token] = tokens();
  expect((await reproduce(token!)).out).toContain('STILL FAILS');
  current = createReference({ contract, modifications: [counted] });
  expect((await reproduce(token!)).out).toContain('FIXED');
});

test('the requests of replays count for no finding', async () => {
  become('if-match-stale-is-conflict');
  const rule = 'lifecycle.update.refuses-stale-if-match';
  await run(rule, '--phase', 'sequences');
  const [first] = events().flatMap(({ finding }) => finding?.after ?? []);
  await run(rule, '--phase', 'sequences');
  const [again] = events().flatMap(({ finding }) => finding?.after ?? []);
  expect(again).toBeLessThan(first!);
});

test('nothing is FIXED where the decisive call was not sent', async () => {
  become('if-match-stale-is-conflict');
  await run('lifecycle.update.refuses-stale-if-match', '--phase', 'sequences');
  const [token] = tokens();
  expect(await reproduce(token!, '--read-only')).toMatchObject({
    code: 2,
    out: expect.stringContaining('CANNOT TELL'),
  });
});

test('a policy finding is made again without creating anything of another kind', async () => {
  become('order-check-off');
  await run('SessionStickinessConfig.IdleTTL.atMost', '--phase', 'nearest');
  const [token] = tokens();
  asked.length = 0;
  expect((await reproduce(token!)).out).toContain('STILL FAILS');
  expect(
    asked.filter((line) => !/^\w+ \/2020-05-31\/(continuous-deployment-policy|distribution)\b/.test(line)),
  ).toEqual([]);
});

test('a stored finding deletes nothing that the run did not create', async () => {
  become();
  const { call } = handlerTarget(contract, current.handle);
  const made = await call({
    operation: 'CreateContinuousDeploymentPolicy',
    input: {
      ContinuousDeploymentPolicyConfig: {
        StagingDistributionDnsNames: { Quantity: 1, Items: ['dtheirs0000000.cloudfront.net'] },
        Enabled: false,
      },
    },
  });
  expect(made.kind).toBe('response');
  const [id] = [...current.state.policies.keys()];
  const names = { read: 'GetContinuousDeploymentPolicy', remove: 'DeleteContinuousDeploymentPolicy' };
  const rule = 'answer.documented-status';
  const capsule = {
    ...{ rule, operation: names.remove, phase: 'edges', seed: 1, runs: 1, outcomes: ['200', '204'] },
    calls: [
      { operation: names.read, input: { Id: id } },
      { operation: names.remove, input: { Id: id, IfMatch: '~0000~' } },
    ],
    bindings: [{ text: '~0000~', call: 0, path: ['ETag'] }],
  };
  const finding = {
    ...{
      rule,
      evidence: 'documented',
      demands: 'x',
      operation: names.remove,
      phase: 'edges',
      expected: 'x',
      actual: 'y',
    },
    ...{ steps: [], reproduce: 'x', token: '', capsule, after: 1 },
  };
  const failures = join(folder, '.cloudfront-conformance', 'failures');
  mkdirSync(failures, { recursive: true });
  writeFileSync(
    join(failures, 'a.json'),
    JSON.stringify({ format: 1, target: served.url.replace(/\/?$/, '/'), finding }),
  );
  await run('answer.documented-status', 'lifecycle.read.unknown-id', '--phase', 'sequences');
  expect(events().filter(({ type }) => type === 'replayed')).toMatchObject([{ verdict: 'CANNOT TELL' }]);
  expect([...current.state.policies.keys()]).toEqual([id]);
});
