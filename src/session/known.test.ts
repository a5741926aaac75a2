import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { listIn, readKnown, writeKnown } from './known.ts';

const folder = mkdtempSync(join(tmpdir(), 'known-'));
const file = join(folder, 'known.yaml');
afterAll(() => rmSync(folder, { recursive: true }));

const read = (text: string) => {
  writeFileSync(file, text);
  return readKnown(file, ['Tree.Height.maximum']);
};

test.each([
  ['- {rule: x}', 'known.yaml:1: the entry lacks a reason'],
  ['- {rule: no.such, reason: x}', 'no rule matches no.such'],
  ['- {rule: Tree.*, reason: x, expires: tomorrow}', 'known.yaml:1: expires must be a day, YYYY-MM-DD'],
  ['- {rule: Tree.*, reason: x, link: "javascript:x"}', 'known.yaml:1: link must be a URL that begins with'],
  ['{', 'known.yaml:1:2 is neither YAML nor JSON'],
  [
    '- {rule: Tree.*, reason: x}\n- {rule: Tree.*, raeson: x}',
    'known.yaml:2: an entry has no raeson; did you mean reason?',
  ],
  ['', 'known.yaml is empty; write [] if no deviation is known'],
  ['- {reason: x}', 'known.yaml:1: the entry lacks a deviation or a rule'],
  ['- {deviation: "lost:Tree", reason: x}', 'known.yaml:1: deviation must be the key of a deviation'],
])('the list %j is refused in one line', (text, message) => {
  const line = expect.stringMatching(/^[^\n]*$/);
  expect(() => read(text)).toThrow(expect.objectContaining({ message: line }));
  expect(() => read(text)).toThrow(message);
});

test('what is written is what is read again, days and all', () => {
  const entries = [
    { rule: 'Tree.*', reason: 'ticket 12: "later"', expires: '2027-01-02', link: 'https://tracker.test/12' },
  ];
  writeKnown(file, entries);
  expect(readKnown(file, ['Tree.Height.maximum'])).toEqual(entries);
});

test('an entry with the key of a deviation needs no rule', () => {
  const entries = [{ deviation: 'loses:Tree.Height@read', reason: 'ticket 12' }];
  writeKnown(file, entries);
  expect(readKnown(file, [])).toEqual(entries);
  expect(listIn(file)).toEqual(entries);
  expect(listIn(join(folder, 'none.yaml'))).toEqual([]);
});

test('an empty list knows nothing', () => {
  expect(read('# none\n')).toEqual([]);
});
