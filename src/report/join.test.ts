import { expect, test } from 'vitest';
import type { RecordLine, RunEvent } from '../core/event.ts';
import type { RunRecord } from '../core/run-record.ts';
import { join } from './join.ts';
import { recordOf } from './record.ts';
import { recordsTaker } from './records.ts';
import { type Sample, sampleEvents } from './testing/sample-run.ts';
import { exitCodeOf } from './verdict.ts';

const rules: Sample['rules'] = ['pass', 'fail', 'skip', 'warn', 'pass'].map((status, index) => ({
  id: `Rule.r${index}`,
  status: status as 'pass',
  ...(status === 'skip' ? { reason: 'no way to tell' } : {}),
  ...(status === 'fail' ? { findings: [{}, { operation: 'FellTree' }] } : {}),
}));
const shard = (index: number, count = 3): RunEvent[] => sampleEvents({ rules, shard: { index, count } });

async function joined(
  ...runs: RecordLine[][]
): Promise<{ records: RunRecord[]; missing: object[]; lines: RecordLine[] }> {
  const sources = runs.map((lines, index) => ({
    name: String(index),
    async *lines() {
      yield* lines;
    },
  }));
  const joint = await join(sources);
  const { records, take } = recordsTaker();
  const lines: RecordLine[] = [];
  for await (const line of joint.lines) {
    lines.push(line);
    take(line);
  }
  return { records, missing: joint.missing, lines };
}

test('a record with damaged lines says how many there are, and can not end as one that conforms', async () => {
  const damaged = (name: string, lines: RecordLine[], damages: number) => ({
    name,
    async *lines(damage?: () => void) {
      for (let count = 0; count < damages; count++) damage?.();
      yield* lines;
    },
  });
  const passing: Sample['rules'] = [{ id: 'A.b', status: 'pass' }];
  const parts = [1, 2].map((index) => sampleEvents({ rules: passing, shard: { index, count: 2 } }));
  const all = [
    [damaged('one', sampleEvents({ rules: passing }), 3)],
    [damaged('one', parts[0]!, 0), damaged('two', parts[1]!, 1)],
  ];
  for (const sources of all) {
    const { records, take } = recordsTaker();
    for await (const line of (await join(sources)).lines) take(line);
    const text = sources.length === 1 ? '3 damaged lines of one were skipped' : '1 damaged line of two was skipped';
    expect(records).toMatchObject([{ error: text, notes: [{ text }] }]);
    expect(exitCodeOf(records[0]!)).toBe(2);
  }
});

test('all shards, in any order, make the record of the whole run', async () => {
  const { records, missing } = await joined(shard(3), shard(1), shard(2));
  expect(missing).toEqual([]);
  expect(records).toEqual([recordOf(sampleEvents({ rules }))]);
});

test('without one of its shards a run is partial', async () => {
  const { records, missing } = await joined(shard(1), shard(3));
  expect(missing).toEqual([{ target: 'orchard', shards: [2], count: 3 }]);
  expect(records).toMatchObject([{ complete: false, requests: 10 }]);
});

test('with a shard that was cut off a run is partial', async () => {
  const { records } = await joined(shard(1), shard(2).slice(0, -1), shard(3));
  expect(records).toMatchObject([{ complete: false }]);
});

test('with a shard that was interrupted a run is interrupted, and an error of one is an error of all', async () => {
  const last = (events: RunEvent[], more: object): RunEvent[] =>
    events.map((event) => (event.type === 'end' ? { ...event, ...more } : event));
  for (const at of [1, 2, 3]) {
    const whole = (more: object) => joined(...[1, 2, 3].map((index) => last(shard(index), index === at ? more : {})));
    expect((await whole({ interrupted: true })).records).toMatchObject([{ complete: true, interrupted: true }]);
    expect((await whole({ error: 'the target went away' })).records).toMatchObject([{ error: 'the target went away' }]);
  }
});

test('retries of all shards add up, and the longest says how long the run took', async () => {
  const took = (index: number, seconds: number): RunEvent[] =>
    shard(index).map((event) => (event.type === 'end' ? { ...event, seconds, retries: index } : event));
  const { records } = await joined(took(1, 4), took(2, 9), took(3, 2));
  expect(records).toMatchObject([{ seconds: 9, retries: 6 }]);
});

test('a shard that is there twice is refused', async () => {
  await expect(joined(shard(1), shard(2), shard(1))).rejects.toThrow('shard 1/3 of orchard is there twice');
});

test.each<[string, Sample]>([
  ['target', { target: 'meadow' }],
  ['seed', { seed: 8 }],
  ['number of shards', { shard: { index: 2, count: 4 } }],
])('shards of another %s are another run', async (_, other) => {
  const second = sampleEvents({ rules, shard: { index: 2, count: 3 }, ...other });
  expect((await joined(shard(1), second)).records).toHaveLength(2);
});

test('a single run passes as it is', async () => {
  const events = sampleEvents({ rules });
  expect((await joined(events)).lines).toEqual(events);
});

test('several targets stand side by side, and what was joined can be joined again', async () => {
  const once = await joined(sampleEvents({ target: 'a', rules }), sampleEvents({ target: 'b' }));
  expect(once.records.map(({ target }) => target.name)).toEqual(['a', 'b']);
  const again = await joined(once.lines, sampleEvents({ target: 'c' }));
  expect(again.records.map(({ target }) => target.name)).toEqual(['a', 'b', 'c']);
  expect(again.records.slice(0, 2)).toEqual(once.records);
});

test.each<[string, (start: Extract<RunEvent, { type: 'start' }>) => object]>([
  ['version', () => ({ version: '9.9.9' })],
  ['contract', ({ contract }) => ({ contract: { ...contract, digest: 'd2' } })],
  ['number of random cases', () => ({ runs: 6 })],
])('nor are shards of another %s of the same run', async (_, change) => {
  const other = shard(2).map((event) => (event.type === 'start' ? { ...event, ...change(event) } : event));
  expect((await joined(shard(1), other as RunEvent[])).records).toHaveLength(2);
});
