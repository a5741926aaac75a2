import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sampleRecords } from '../report/testing/sample-run.ts';
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
  expect(JSON.parse(readFileSync(join(folder, 'moto.json'), 'utf8'))).toMatchObject({ message: '100% of 1 rules' });
});

test.each(['no/such/folder.json', 'no/such/{target}.json'])(
  'that %s cannot be written is known before the work',
  (file) => {
    expect(() => openReports(wanted(`json=${file}`))).toThrow("can't be written to");
  },
);

test('a format that is not known is refused with those that are', () => {
  expect(() => parseReport('pdf=x', [])).toThrow('ndjson, json, html, junit, markdown, badge, badge-svg');
});

test('the record is written as it happens', async () => {
  const reports = openReports(wanted('ndjson=run.ndjson'));
  reports.take({ type: 'note', text: 'so far' });
  expect(readFileSync(join(folder, 'run.ndjson'), 'utf8')).toBe('{"type":"note","text":"so far"}\n');
  await reports.finish([]);
});
