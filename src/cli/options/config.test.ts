import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { initCommand } from '../commands/init.ts';
import { runCommand } from '../commands/run.ts';
import { allCommands, isConfigured } from '../commands.ts';
import { applyConfig } from './config.ts';
import { configSchema } from './config-schema.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'config-'));
  vi.spyOn(process, 'cwd').mockReturnValue(folder);
  process.chdir(folder);
});
const home = process.cwd();
afterEach(() => {
  process.chdir(home);
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

const commands = (await allCommands()).filter(isConfigured);
const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);
const file = (options: object): void => write('cloudfront-conformance.config.json', JSON.stringify(options));

/** The options of `run` as these words and the file leave them. */
async function options(...words: string[]): Promise<Record<string, unknown>> {
  const run = runCommand().exitOverride();
  run.action(() => {});
  run.parse(words, { from: 'user' });
  await applyConfig(run, async () => commands);
  return run.opts();
}

describe('a configuration file', () => {
  test('is weaker than flags and stronger than defaults', async () => {
    file({ seed: 3, runs: 7 });
    expect(await options('--seed', '5')).toMatchObject({ seed: 5, runs: 7, timeout: 10_000 });
  });

  test('is read as the flags are', async () => {
    file({ phase: 'edges,random', rules: ['a.*', 'b.*'], header: ['X-One: 1', 'X-Two: 2'], sign: false, settle: 0.5 });
    expect(await options()).toMatchObject({
      phase: ['edges', 'random'],
      rules: ['a.*', 'b.*'],
      header: { 'x-one': '1', 'x-two': '2' },
      sign: false,
      settle: 500,
    });
  });

  test.each([
    ['ts', 'export default { seed: 3 satisfies number };'],
    ['js', 'export default { seed: 3 };'],
    ['json', '{ "seed": 3 }'],
  ])('may be .%s', async (extension, text) => {
    write(`cloudfront-conformance.config.${extension}`, text);
    expect(await options()).toMatchObject({ seed: 3 });
  });

  test('gives way where a flag excludes what it says', async () => {
    file({ endpoint: 'http://127.0.0.1:4566' });
    expect(await options('--handler', 'server.ts')).not.toHaveProperty('endpoint');
  });

  test('can be another one, or none', async () => {
    file({ seed: 3 });
    write('other.json', '{ "seed": 4 }');
    expect(await options('--config', 'other.json')).toMatchObject({ seed: 4 });
    expect((await options('--no-config')).seed).toBeUndefined();
  });

  test('has profiles of its own beside the presets, and both are weaker than its own options', async () => {
    file({ seed: 3, profiles: { quick: { seed: 9, runs: 1 } } });
    expect(await options('--preset', 'quick')).toMatchObject({ seed: 3, runs: 1 });
    expect(await options('--preset', 'policies')).toMatchObject({ staging: 'synthetic' });
    expect((await options('--preset', 'policies')).phase).not.toContain('workflow');
    await expect(options('--preset', 'quik')).rejects.toThrow(/no preset quik; did you mean quick/);
  });

  test.each([
    [{ seeds: 3 }, /there is no option seeds; did you mean seed\?/],
    [{ seed: 'x' }, /seed can't be x: give a whole number/],
    [{ rules: { a: 1 } }, /rules must be/],
    [{ profiles: { quick: { run: 1 } } }, /no option run/],
  ])('that is wrong is told with the place: %j', async (value, words) => {
    file(value);
    await expect(options()).rejects.toThrow(words);
  });

  test('has the published schema', async () => {
    const text = `${JSON.stringify(configSchema(commands), null, 2)}\n`;
    await expect(text).toMatchFileSnapshot(join(home, 'src', 'cli', 'options', 'config.schema.json'));
  });
});

describe('init without a terminal', () => {
  const init = async (...words: string[]): Promise<void> => {
    vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    await initCommand().exitOverride().parseAsync(words, { from: 'user' });
  };

  test.each(['ts', 'js', 'json'])('writes a .%s file that can be used', async (format) => {
    await init(
      '--endpoint',
      'http://127.0.0.1:1/x',
      '--preset',
      'policies',
      '--report',
      'json=a.json',
      '--format',
      format,
    );
    expect(existsSync(join(folder, `cloudfront-conformance.config.${format}`))).toBe(true);
    const { endpoint, staging } = await options();
    expect({ endpoint: String(endpoint), staging }).toEqual({ endpoint: 'http://127.0.0.1:1/x', staging: 'synthetic' });
  });

  test('writes what the schema allows, and over nothing that is there', async () => {
    await init();
    const text = readFileSync(join(folder, 'cloudfront-conformance.config.json'), 'utf8');
    expect(new Ajv2020({ allowUnionTypes: true }).validate(configSchema(commands), JSON.parse(text))).toBe(true);
    await expect(init()).rejects.toThrow(/exists; --force/);
    await init('--force');
  });
});
