import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readKnown, writeKnown } from './known.ts';

const folder = mkdtempSync(join(tmpdir(), 'known-'));
const file = join(folder, 'known.yaml');
afterAll(() => rmSync(folder, { recursive: true }));

const read = (text: string) => {
  writeFileSync(file, text);
  return readKnown(file, ['Tree.Height.maximum']);
};

test.each([
  ['- {rule: x}', "must have required property 'reason'"],
  ['- {rule: no.such, reason: x}', 'no rule matches no.such'],
  ['- {rule: Tree.*, reason: x, expires: tomorrow}', '0.expires must match pattern'],
  ['- {rule: Tree.*, reason: x, link: "javascript:x"}', '0.link must match pattern'],
  ['{', "can't be read"],
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

test('an empty list knows nothing', () => {
  expect(read('# none\n')).toEqual([]);
});
