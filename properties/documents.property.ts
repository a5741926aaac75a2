import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { allCommands } from '../src/cli/commands.ts';
import { blocksOf, commandLinesOf } from './support/document.ts';

const COMMANDS = (await allCommands()).map((command) => command.name());
const ROOT = fileURLToPath(new URL('../', import.meta.url));
const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');
const pages = [
  'README.md',
  ...readdirSync(join(ROOT, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

describe.each(pages)('%s', (file) => {
  const page = read(file);
  const blocks = blocksOf(page);

  test('names only commands and options that there are', async () => {
    for (const words of blocks.flatMap(({ text }) => commandLinesOf(text)))
      expect(await problemOf(words), words.join(' ')).toBe('');
    const inline = [...page.matchAll(/`cloudfront-conformance ([\w-]+)[^`]*`/g)].map(([, name]) => name!);
    expect(inline.filter((name) => !COMMANDS.includes(name))).toEqual([]);
  });

  test('links to what is there', () => {
    const links = [...page.matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)].map(([, link]) => link!);
    const folder = new URL(file, `file://${ROOT}`);
    expect(links.filter((link) => !exists(new URL(link, folder)))).toEqual([]);
  });

  const languages = (name: string): { text: string }[] => blocks.filter(({ language }) => language === name);

  test.each(languages('json'))('shows JSON that can be read: $text', ({ text }) => {
    expect(() => JSON.parse(text)).not.toThrow();
  });

  test.each(languages('yaml'))('shows YAML that can be read: $text', ({ text }) => {
    expect(() => parse(text)).not.toThrow();
  });

  test.each(languages('diff'))('shows what its files hold: $text', ({ text }) => expectDiff(text));

  test.each(blocks.filter(({ note }) => note.startsWith('from ')))('shows code as it stands in $note', (block) => {
    expect(read(block.note.slice('from '.length))).toContain(block.text);
  });
});

test('every message that the page on troubleshooting explains is one of ours', () => {
  const ours = sources().map(read).join('\n');
  const messages = [...read('docs/troubleshooting.md').matchAll(/^- `([^`]+)`/gm)].map(([, message]) => message!);
  expect(messages.length).toBeGreaterThan(20);
  expect(messages.filter((message) => !ours.includes(message))).toEqual([]);
});

function sources(): string[] {
  return readdirSync(join(ROOT, 'src'), { recursive: true })
    .map((name) => `src/${String(name)}`)
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'));
}

function exists(url: URL): boolean {
  try {
    return readdirSync(new URL('.', url)).length > 0 && (url.pathname.endsWith('/') || readFileSync(url).length >= 0);
  } catch {
    return false;
  }
}

/** Each line that a diff adds stands in its file today. */
function expectDiff(diff: string): void {
  let lines: string[] = [];
  for (const line of diff.trimEnd().split('\n')) {
    const [, file] = /^\+\+\+ b\/(.+)$/.exec(line) ?? [];
    if (file !== undefined) lines = read(file).split('\n');
    else expect(lines).toContain(line.slice(1));
  }
}

/** Why a command line can't be used; empty where it can. Nothing is done. */
async function problemOf(words: readonly string[]): Promise<string> {
  const commands = await allCommands();
  const command = commands.find((one) => one.name() === words[0]);
  if (!command) return words[0]?.startsWith('-') ? '' : `there is no command ${words[0]}`;
  let problem = '';
  const silence = (one: Command): void => {
    one
      .exitOverride()
      .configureOutput({ writeErr: (text) => void (problem += text) })
      .action(() => {});
    for (const inner of one.commands) silence(inner);
  };
  silence(command);
  try {
    command.parse(words.slice(1), { from: 'user' });
    return '';
  } catch {
    return problem || 'it can not be parsed';
  }
}
