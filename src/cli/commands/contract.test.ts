import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { UsageError } from '../../core/usage.ts';
import { contractCommand } from './contract.ts';
import { CONTRACT_FILE } from './contract-files.ts';

const PAGE = new URL('../../../fixtures/pages/create_beacon.rst', import.meta.url);

describe('contract', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'contract-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  afterEach(() => {
    vi.restoreAllMocks();
    process.exitCode = undefined;
  });
  const file = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };

  test('check finds nothing to change', async () => {
    expect(await run('check')).toMatchObject({ exit: 0 });
  });

  test('build writes what is committed', async () => {
    const out = join(folder, 'built.json');
    await run('build', '--out', out);
    expect(readFileSync(out, 'utf8')).toBe(readFileSync(CONTRACT_FILE, 'utf8'));
  });

  test('compare says that the words are wrong where a page can not be read or is about another service', async () => {
    for (const page of [join(folder, 'absent.rst'), file('empty.rst', ''), PAGE.pathname]) {
      await expect(run('compare', page)).rejects.toThrow(UsageError);
    }
  });

  test('compare ends with 1 where a page about an operation of the service says something else', async () => {
    const page = readFileSync(PAGE, 'utf8').replace(
      'lighthouse-2031-04-05/CreateBeacon',
      'cloudfront-2020-05-31/CreateDistribution',
    );
    const { exit, output } = await run('compare', file('other.rst', page));
    expect(exit).toBe(1);
    expect(output).toMatch(
      /^contradicting +operation, title: name create_beacon on the page, create_distribution in the contract$/m,
    );
    expect(output).toMatch(/^missing .*\(only on the page\)$/m);
    expect(output).toMatch(/^missing .*\(not on the page\)$/m);
    expect(output).toMatch(/CreateDistribution: \d+ agreed, \d+ missing, \d+ contradicting\n$/);
  });

  test('facts prints one object a fact, of all shapes or of the contract’s', async () => {
    const all = JSON.parse((await run('facts', '--all', '--format', 'json')).output) as object[];
    const ours = JSON.parse((await run('facts', '--format', 'json')).output) as object[];
    expect(all.length).toBeGreaterThan(ours.length);
    expect(all).toContainEqual({
      shape: 'OriginAccessControlConfig',
      member: 'Name',
      kind: 'length',
      maximum: 64,
      unit: 'characters',
    });
    expect((await run('facts')).output).toContain(
      'SessionStickinessConfig.IdleTTL: order, relation atMost, other MaximumTTL\n',
    );
  });

  test('unread lists sentences with their place and counts them', async () => {
    expect((await run('unread')).output).toMatch(
      /^(?:\w+(?:\.\w+)?: .*\n)+\d+ sentences look like constraints, but no constraint was read from them\n$/,
    );
  });

  test('diff lists what is added, changed and removed, and refuses what is no contract', async () => {
    const old = file('old.json', readFileSync(CONTRACT_FILE, 'utf8').replace('"maximum": 0.15', '"maximum": 0.2'));
    const { exit, output } = await run('diff', old, CONTRACT_FILE);
    expect(exit).toBe(0);
    expect(output).toBe(
      'changed  ContinuousDeploymentSingleWeightConfig.Weight.maximum 0.2 → 0.15\n0 added, 1 changed, 0 removed\n',
    );
    await expect(run('diff', file('none.json', '{}'), CONTRACT_FILE)).rejects.toThrow(UsageError);
  });
});

async function run(...words: string[]): Promise<{ exit: number; output: string }> {
  const output: string[] = [];
  process.exitCode = undefined;
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => output.push(String(text)) > 0);
  await contractCommand().parseAsync(words, { from: 'user' });
  const exit = Number(process.exitCode ?? 0);
  vi.restoreAllMocks();
  process.exitCode = undefined;
  return { exit, output: output.join('') };
}
