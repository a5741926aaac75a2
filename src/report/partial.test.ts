import { Readable } from 'node:stream';
import { parse } from 'junit2json';
import { expect, test } from 'vitest';
import type { RunRecord } from '../core/run-record.ts';
import { readLines, Unreadable } from '../formats/record.ts';
import { annotations } from './annotations.ts';
import { FORMATS } from './formats.ts';
import { recordsTaker } from './records.ts';
import { ndjson, sampleEvents } from './testing/sample-run.ts';
import { exitCodeOf, flawOf } from './verdict.ts';

const events = sampleEvents({
  rules: [
    { id: 'A.pass', status: 'pass' },
    { id: 'A.fail', status: 'fail', findings: [{ actual: 'naïve “201” 𝒜' }] },
    { id: 'B.warn', status: 'warn', evidence: 'inferred', findings: [{}] },
  ],
});
const bytes = Buffer.from(ndjson(events));
const firstLine = bytes.indexOf('\n');

/** The records that a file of so many of its bytes gives, and how many events it holds. */
async function cutAt(length: number): Promise<{ records: RunRecord[]; taken: number }> {
  const { records, take } = recordsTaker();
  let taken = 0;
  const chunks = Readable.from([bytes.subarray(0, length)], { objectMode: false }).setEncoding('utf8');
  for await (const line of readLines(chunks)) {
    take(line);
    taken++;
  }
  return { records, taken };
}

test('a record cut off at any byte is read, says that it is partial, and conforms to nothing', async () => {
  for (let length = firstLine; length < bytes.length - 1; length++) {
    const { records } = await cutAt(length);
    expect([length, records.map(flawOf), exitCodeOf(records[0]!) > 0]).toEqual([
      length,
      ['partial: the record ends early'],
      true,
    ]);
  }
});

test('before its first line is whole there is nothing to report, and that is said', async () => {
  for (let length = 0; length < firstLine; length++) await expect(cutAt(length)).rejects.toThrow(Unreadable);
});

test('every report of what a cut record holds says that it is partial', async () => {
  let line = 0;
  for (let end = firstLine; end < bytes.length - 1; end = bytes.indexOf('\n', end + 1)) {
    const { records, taken } = await cutAt(end);
    expect(taken).toBe(++line);
    const rendered = FORMATS.map(async ({ name, render }) => [name, await render(records)] as const);
    const reports = Object.fromEntries(await Promise.all(rendered));
    expect(JSON.parse(reports.json!)).toMatchObject({ complete: false });
    expect(JSON.stringify(await parse(reports.junit!))).toContain('partial: the record ends early');
    for (const name of ['html', 'markdown']) expect(reports[name]).toContain('partial: the record ends early');
    if (!events.slice(0, taken).some(({ type }) => type === 'finding'))
      expect(JSON.parse(reports.badge!).message).toBe('not judged');
    expect(annotations(records)).toContain('::error title=orchard::partial: the record ends early');
  }
});
