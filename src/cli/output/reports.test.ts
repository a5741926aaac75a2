import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sampleRecords } from '../../report/testing/sample-run.ts';
import { openReports, parseReport } from './reports.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'reports-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const wanted = (...texts: string[]) =>
  texts.reduce<ReturnType<typeof parseReport>>(
    (before, text) => parseReport(text.replace('=', `=${folder}/`), before),
    [],
  );

test('a file with {target} in its name is one for each target, whatever they are called', async () => {
  const targets = ['moto', 'http://127.0.0.1:4566/', '../..', '../..'];
  await openReports(wanted('badge={target}.json', 'junit=all.xml')).finish(
    sampleRecords(...targets.map((target) => ({ target }))),
  );
  expect(readdirSync(folder).sort()).toEqual(
    ['all.xml', 'http-127-0-0-1-4566.json', 'moto.json', 'target-2.json', 'target.json'].sort(),
  );
  expect(JSON.parse(readFileSync(join(folder, 'moto.json'), 'utf8'))).toMatchObject({ message: '100% of 1 rule' });
});

test.each(['missing/folder/all.json', 'missing/folder/{target}.json'])('the folder of %s is created', (file) => {
  openReports(wanted(`json=${file}`));
  expect(readdirSync(folder)).toEqual(['missing']);
});

test.each(['file/folder.json', 'file/{target}.json'])('that %s cannot be written is known before the work', (file) => {
  writeFileSync(join(folder, 'file'), '');
  expect(() => openReports(wanted(`json=${file}`))).toThrow("can't be written");
});

describe('until there is something to write', () => {
  const files = ['junit=all.xml', 'ndjson=run.ndjson', 'badge={target}.json'];

  test('a file that was there keeps what stands in it, and one that was not is not made', async () => {
    writeFileSync(join(folder, 'all.xml'), 'precious');
    writeFileSync(join(folder, 'run.ndjson'), 'precious');
    const reports = openReports(wanted(...files));
    const now = readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]);
    expect(Object.fromEntries(now)).toEqual({ 'all.xml': 'precious', 'run.ndjson': 'precious' });
    await reports.finish([]);
    expect(readFileSync(join(folder, 'all.xml'), 'utf8')).toMatch(/^<\?xml/);
    expect(readFileSync(join(folder, 'run.ndjson'), 'utf8')).toBe('');
  });

  test('a folder in the place of a file is known before the work', () => {
    mkdirSync(join(folder, 'all.xml'));
    expect(() => openReports(wanted(...files))).toThrow("all.xml can't be written (EISDIR)");
  });
});

test.each([
  ['the same name', 'a.json', 'a.json'],
  ['another name for it', 'a.json', './a.json'],
  ['one name for each target', '{target}.x', '{target}.x'],
])('two reports are not written to one file: %s', (_, one, other) => {
  expect(() => openReports(wanted(`json=${one}`, `html=${other}`))).toThrow("two reports can't be written to one file");
});

test('a format that is not known is refused with those that are', () => {
  expect(() => parseReport('pdf=x', [])).toThrow('ndjson, json, html, junit, markdown, badge, badge-svg');
});

test('the record is written as it happens', async () => {
  const reports = openReports(wanted('ndjson=run.ndjson'));
  reports.take({ type: 'note', text: 'so far' });
  expect(readFileSync(join(folder, 'run.ndjson'), 'utf8')).toBe('{"type":"note","text":"so far"}\n');
  await reports.finish([]);
});
