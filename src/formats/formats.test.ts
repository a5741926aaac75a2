import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { UsageError } from '../core/usage.ts';
import { sampleFinding } from '../report/testing/sample-run.ts';
import { readCassette } from './cassette.ts';
import { parsed } from './format.ts';
import { journalEntries } from './journal.ts';
import { readKnownList } from './known.ts';
import { readOrder } from './order.ts';
import { readStoredFinding } from './stored-finding.ts';

const folder = mkdtempSync(join(tmpdir(), 'formats-'));
afterAll(() => rmSync(folder, { recursive: true }));

function fileOf(text: string): string {
  const file = join(folder, 'file');
  writeFileSync(file, text);
  return file;
}

describe('JSON from outside', () => {
  test('that nests deeper than anything we write is none', () => {
    expect(parsed('['.repeat(100_000))).toBeUndefined();
    expect(parsed(`${'['.repeat(300)}${']'.repeat(300)}`)).toBeUndefined();
    expect(parsed(`"${'['.repeat(300)}"`)).toHaveLength(300);
    expect(parsed(`[${'[1],'.repeat(300)}1]`)).toHaveLength(301);
  });
});

describe('a journal', () => {
  const run =
    '{"type":"run","run":"a","started":"2026-01-01T00:00:00.000Z","pid":1,"host":"h","before":{"A":["x"],"B":null}}';
  const read = (...lines: string[]): { types: string[]; damaged: number[] } => {
    const damaged: number[] = [];
    const types = [...journalEntries(fileOf(lines.join('\n')), (line) => damaged.push(line))].map(({ type }) => type);
    return { types, damaged };
  };

  test('tells damaged lines by their numbers, and passes over a last one that was cut off', () => {
    expect(read(run, '{"type":"made","run":"a","n":1}', '{"type":"closed","run":"a"}', '{"type":"cl')).toEqual({
      types: ['run', 'closed'],
      damaged: [2],
    });
  });

  test.each([
    ['a password', 'http://u:p@127.0.0.1/'],
    ['another scheme', 'file:///etc/passwd'],
    ['no host', 'http:///x'],
  ])('names no endpoint with %s', (_, endpoint) => {
    expect(read(run.replace('"pid"', `"endpoint":"${endpoint}","pid"`), '')).toEqual({ types: [], damaged: [1] });
    expect(read(run.replace('"pid"', '"endpoint":"http://127.0.0.1:1/x","pid"'), '')).toMatchObject({ damaged: [] });
  });
});

describe('a damaged file is one line that says where, and what to do', () => {
  const oneLine = (read: () => unknown): string => {
    try {
      read();
    } catch (error) {
      expect(error).toBeInstanceOf(UsageError);
      expect((error as Error).message).not.toMatch(/\n/);
      return (error as Error).message;
    }
    throw new Error('it was read');
  };

  test('a stored finding', () => {
    expect(oneLine(() => readStoredFinding(fileOf('{')))).toMatch(
      /file is no stored finding \(it is not JSON\); delete it/,
    );
    const stored = { format: 1, target: 't', finding: { ...sampleFinding('A.b', 'documented'), phase: 'constructor' } };
    expect(oneLine(() => readStoredFinding(fileOf(JSON.stringify(stored))))).toMatch(
      /finding\.phase must be equal to one/,
    );
    expect(oneLine(() => readStoredFinding(join(folder, 'none')))).toMatch(
      /can't be read: there is no such file \(ENOENT\)/,
    );
  });

  test('a recording', () => {
    expect(oneLine(() => readCassette(fileOf('{"cassette":"cloudfront-conformance","format":1}')))).toMatch(
      /in line 1 \(/,
    );
    expect(oneLine(() => readCassette(fileOf('x')))).toMatch(/no recording; give a file/);
  });

  test('a list of known deviations, which has no glob that takes for ever to match', () => {
    expect(oneLine(() => readKnownList(fileOf(`- {rule: "${'*a'.repeat(20)}", reason: x}`)))).toMatch(
      /file:1: rule must be the id of a rule, or a glob/,
    );
    expect(oneLine(() => readKnownList(fileOf('- {rule: "+(a+)+", reason: x}')))).toMatch(/rule must be/);
    expect(readKnownList(fileOf('- {rule: "{a,b}.*.!c", reason: x}'))).toHaveLength(1);
  });

  test.each(['2031-02-30', '2031-04-31', '2031-13-01'])('a list that names the day %s, which is none', (day) => {
    expect(oneLine(() => readKnownList(fileOf(`- {rule: a, reason: x, expires: "${day}"}`)))).toMatch(
      /is not a day of the calendar|must be a day/,
    );
    expect(readKnownList(fileOf('- {rule: a, reason: x, expires: "2032-02-29"}'))).toHaveLength(1);
  });

  test('an order by price', () => {
    expect(oneLine(() => readOrder(new URL(`file://${fileOf('{"tasks":[]}')}`)))).toMatch(/lacks \w+.*--write-order/);
    expect(readOrder().tasks.length).toBeGreaterThan(10);
  });
});
