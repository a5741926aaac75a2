import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest';
import { allCommands } from '../commands.ts';
import { program } from '../program.ts';
import { OPTION_RULES } from './option-rules.ts';

let files = 0;
const home = process.cwd();
const folder = mkdtempSync(join(tmpdir(), 'options-'));
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => {
  process.chdir(home);
  process.exitCode = undefined;
  vi.restoreAllMocks();
});

/** The exit code and the words on standard error of a command line, with a configuration file where one is given. */
async function refused(words: string, config: object = {}): Promise<{ code: unknown; err: string }> {
  process.chdir(folder);
  // A file is loaded once by its name.
  const file = `config-${++files}.json`;
  writeFileSync(file, JSON.stringify(config));
  let err = '';
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => (err += String(text)) !== '');
  await program([...words.split(' '), ...(Object.keys(config).length > 0 ? ['--config', file] : [])]);
  return { code: process.exitCode, err };
}

const AT = 'http://127.0.0.1:1';

describe('an option without the one that it needs is refused', () => {
  test.each([
    [`run --ready ${AT}`, '--ready needs --start'],
    ['run --start true', '--start needs --endpoint'],
    ['run --watch', '--watch needs --endpoint'],
    [
      `run --watch --endpoint ${AT} --write-known k.yaml`,
      '--watch cannot be used with --write-known; run once without --watch for that',
    ],
    ['grade --walk', '--walk needs --together'],
    ['run --allow-remote', '--allow-remote needs --endpoint'],
    [`run --endpoint ${AT} --allow-aws`, '--allow-aws needs --allow-remote'],
    [`run --reset ${AT}`, '--reset needs --endpoint'],
    ['run --profile me', '--profile needs --endpoint'],
    ['run --known-strict', '--known-strict needs --known'],
    ['run --no-known-strict', '--no-known-strict needs --known'],
    ['fuzz --for 1s --ca x.pem', '--ca needs --endpoint'],
    [`matrix --target a=${AT} --allow-aws`, '--allow-aws needs --allow-remote'],
    ['reproduce TOKEN --start true', '--start needs --endpoint'],
    [`sweep --ready ${AT}`, '--ready needs --start'],
    ['serve --no-signature', '--no-signature needs --judge'],
    ['serve --leave-nothing', '--leave-nothing needs --judge'],
    ['serve --interactions x.json', '--interactions needs --judge'],
    ['serve --tls-cert a.pem --tls-key b.pem', '--tls-cert needs --judge'],
    ['serve --judge --tls-cert a.pem', '--tls-cert needs --tls-key'],
    [`traffic --endpoint ${AT}`, '--endpoint needs --edge'],
    ['traffic --policy p.json', '--policy needs --edge'],
    ['traffic --host www.example.com', '--host needs --edge'],
    ['traffic --staging-marker status:418', '--staging-marker needs --edge'],
    ['traffic --module m.mjs --steady', '--steady needs --edge'],
    [`traffic --clock ${AT}`, '--clock needs --edge'],
    [`traffic --edge ${AT} --endpoint ${AT} --host a --staging-marker status:418`, '--host needs --policy'],
    [`traffic --edge ${AT} --policy p.json --no-sign --staging-marker status:418`, '--no-sign needs --endpoint'],
  ])('%s', async (words, message) => {
    expect(await refused(words)).toEqual({ code: 2, err: `${message}\n` });
  });
});

describe('options of which one would be ignored are refused', () => {
  test.each([
    ['run --sdk --module m.mjs', '--sdk cannot be used with --module'],
    ['run --sdk --no-sign', '--sdk cannot be used with --no-sign'],
    [`run --handler h.mjs --endpoint ${AT}`, '--handler cannot be used with --endpoint'],
    ['run --handler h.mjs --header a:b', '--handler cannot be used with --header'],
    [`run --nock --endpoint ${AT}`, '--nock cannot be used with --endpoint'],
    [`run --endpoint ${AT} --profile me --credentials env`, '--profile cannot be used with --credentials'],
    [`run --endpoint ${AT} --read-only --reset ${AT}`, '--read-only cannot be used with --reset'],
    [`run --from-cassette x --endpoint ${AT}`, '--from-cassette cannot be used with --endpoint'],
    ['run --from-cassette x --no-sign', '--from-cassette cannot be used with --no-sign'],
    ['run --from-cassette x --timeout 3', '--from-cassette cannot be used with --timeout'],
    [`cassette diff x ${AT} --handler h.mjs`, '--handler cannot be used with --endpoint'],
    [`cassette diff x ${AT} --endpoint ${AT}`, 'the endpoint is given twice, as an argument and with --endpoint'],
    ['sweep --read-only', 'sweep cannot be used with --read-only: it deletes'],
    ['serve --list-faults --judge', '--list-faults cannot be used with --judge'],
    [`traffic --edge ${AT} --fault weight-inverted`, '--edge cannot be used with --fault'],
    ['traffic --module m.mjs --fault weight-inverted', '--module cannot be used with --fault'],
    [`traffic --edge ${AT} --policy p --endpoint ${AT}`, '--policy cannot be used with --endpoint'],
    ['traffic plan --policy p --weight 0.1', '--policy cannot be used with --weight'],
    [`traffic plan --edge ${AT}`, 'traffic plan does not take --edge'],
    ['grade --write-order --full', '--write-order cannot be used with --full'],
  ])('%s', async (words, message) => {
    expect(await refused(words)).toEqual({ code: 2, err: `${message}\n` });
  });
});

describe('options from a configuration file', () => {
  test.each([
    ['run', { ready: AT }, '--ready needs --start (--ready from the configuration file)'],
    ['run', { allowRemote: true }, '--allow-remote needs --endpoint (--allow-remote from the configuration file)'],
    [
      'run',
      { endpoint: AT, sdk: true, module: 'm.mjs' },
      '--sdk cannot be used with --module (--sdk and --module from the configuration file)',
    ],
    [
      'sweep',
      { readOnly: true },
      'sweep cannot be used with --read-only: it deletes (--read-only from the configuration file)',
    ],
  ])('%s with %j is refused', async (words, config, message) => {
    expect(await refused(words, config)).toEqual({ code: 2, err: `${message}\n` });
  });

  test('give way to flags that exclude them, with all that they need', async () => {
    const config = { endpoint: AT, start: 'exit 9', ready: AT, allowRemote: true, sdk: true, header: ['a: b'] };
    // It gets as far as the missing file.
    expect(await refused('run --handler no-such.mjs', config)).toEqual({
      code: 2,
      err: expect.stringContaining('no-such.mjs'),
    });
  });

  test('that switch something off need nothing', async () => {
    const config = { allowRemote: false, sdk: false, sign: true };
    expect((await refused('run --module no-such.mjs', config)).err).toContain('no-such.mjs');
  });
});

test('the rules speak of commands and options that there are', async () => {
  const commands = new Map<string, Command>();
  const add = (command: Command, before: string): void => {
    const words = `${before}${command.name()}`;
    commands.set(words, command);
    for (const inner of command.commands) add(inner, `${words} `);
  };
  for (const command of await allCommands()) add(command, '');
  const namesOf = (words: string): string[] => commands.get(words)!.options.map((option) => option.attributeName());
  const users = Object.entries(OPTION_RULES);
  for (const rules of new Set(users.flatMap(([, all]) => all))) {
    const there = users.filter(([, all]) => all.includes(rules)).flatMap(([words]) => namesOf(words));
    const { needs = {}, excludes = {}, refuses = {} } = rules;
    const named = [needs, excludes].flatMap((all) => [...Object.keys(all), ...Object.values(all).flat()]);
    for (const name of [...named, ...Object.keys(refuses)]) expect(there).toContain(name);
  }
});
