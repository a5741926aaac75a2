import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { JournalEntry } from '../core/journal.ts';
import { openJournal, readJournal } from './journal-file.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'journal-'));
  file = join(folder, 'below', 'journal.ndjson');
});
afterEach(() => rmSync(folder, { recursive: true }));

const start = (run: string): JournalEntry => ({
  type: 'run',
  run,
  started: '2026-01-01T00:00:00Z',
  pid: 1,
  host: 'h',
  before: {},
});
const closed = (run: string): JournalEntry => ({ type: 'closed', run });
const openIn = (path: string): string[] => readJournal(path).open.map(({ run }) => run);

/** Writes entries as one run does. */
function write(...entries: JournalEntry[]): void {
  const journal = openJournal(file);
  for (const entry of entries) journal.write(entry);
  journal.close();
}

/** A journal of over 1 MiB whose last change was some seconds ago. */
function large(first: JournalEntry[], secondsAgo: number, bytes = 1024 * 1024 + 1): void {
  mkdirSync(join(folder, 'below'));
  const lines = first.map((entry) => `${JSON.stringify(entry)}\n`).join('');
  writeFileSync(file, lines.padEnd(bytes, `${JSON.stringify(closed('old'))}\n`));
  const then = Date.now() / 1000 - secondsAgo;
  utimesSync(file, then, then);
}

test('the folder is made, and git ignores it', () => {
  write(start('a'));
  expect(readFileSync(join(folder, 'below', '.gitignore'), 'utf8')).toBe('*\n');
});

test('an ignore file that somebody wrote stays', () => {
  mkdirSync(join(folder, 'below'));
  writeFileSync(join(folder, 'below', '.gitignore'), 'journal.ndjson\n');
  write(start('a'));
  expect(readFileSync(join(folder, 'below', '.gitignore'), 'utf8')).toBe('journal.ndjson\n');
});

test('an entry can be read before the journal is closed', () => {
  const journal = openJournal(file);
  journal.write(start('a'));
  expect(openIn(file)).toEqual(['a']);
  journal.close();
});

test('a later run writes behind what earlier ones wrote', () => {
  write(start('a'));
  write(start('b'), closed('b'), start('c'));
  expect(openIn(file)).toEqual(['a', 'c']);
});

test('a line that was cut off does not swallow the next, and is counted as damaged', () => {
  write(start('a'));
  writeFileSync(file, `${readFileSync(file, 'utf8')}{"type":"cr`);
  write(start('b'));
  expect(readJournal(file)).toMatchObject({ open: [{ run: 'a' }, { run: 'b' }], damaged: [2] });
});

test('a whole line is followed by no empty one', () => {
  write(start('a'));
  write(start('b'));
  expect(readFileSync(file, 'utf8').split('\n')).toHaveLength(3);
});

test('a large journal of closed runs that was left alone is begun anew', () => {
  large([start('a'), closed('a')], 61);
  write(start('b'));
  expect(readFileSync(file, 'utf8')).toBe(`${JSON.stringify(start('b'))}\n`);
});

test.each<[string, JournalEntry[], number, number]>([
  ['with an open run', [start('a')], 61, 1024 * 1024 + 1],
  ['that changed within a minute', [start('a'), closed('a')], 50, 1024 * 1024 + 1],
  ['of 1 MiB or less', [start('a'), closed('a')], 61, 1024 * 1024],
])('a journal %s is kept', (_, first, secondsAgo, bytes) => {
  large(first, secondsAgo, bytes);
  write(start('b'));
  expect(readFileSync(file, 'utf8').startsWith(JSON.stringify(first[0]))).toBe(true);
  expect(openIn(file)).toContain('b');
});

test('where there is no file, no run is open and nothing is made', () => {
  expect(readJournal(file)).toEqual({ open: [], damaged: [] });
  expect(existsSync(file)).toBe(false);
});

test('a journal that is closed takes no more', () => {
  const journal = openJournal(file);
  journal.write(start('a'));
  journal.close();
  expect(() => journal.write(closed('a'))).toThrow();
  expect(openIn(file)).toEqual(['a']);
});
