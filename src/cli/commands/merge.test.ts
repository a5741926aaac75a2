import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { RunEvent } from '../../core/event.ts';
import { ndjson, type Sample, sampleEvents } from '../../report/testing/sample-run.ts';
import { mergeCommand } from './merge.ts';

let folder: string;
let told: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'merge-'));
  told = [];
  for (const stream of [process.stdout, process.stderr])
    vi.spyOn(stream, 'write').mockImplementation((text) => told.push(String(text)) > 0);
});
afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = undefined;
  rmSync(folder, { recursive: true });
});

const HOLDS: Sample['rules'] = [1, 2].map((index) => ({ id: `Tree.r${index}`, status: 'pass' as const }));
const BROKEN: Sample['rules'] = [{ id: 'Tree.r1', status: 'fail', findings: [{}] }, ...HOLDS!.slice(1)];
const run = (sample: Sample): RunEvent[] => sampleEvents({ rules: HOLDS!, ...sample });
const shard = (index: number, more: Sample = {}): RunEvent[] => run({ shard: { index, count: 2 }, ...more });

/** The exit code of merging these records. */
async function merged(...records: RunEvent[][]): Promise<unknown> {
  const files = records.map((events, index) => {
    const file = join(folder, `${index}.ndjson`);
    writeFileSync(file, ndjson(events));
    return file;
  });
  await mergeCommand().parseAsync(files, { from: 'user' });
  return process.exitCode;
}

test.each<[string, RunEvent[][], 0 | 1 | 2]>([
  ['a run that conforms', [run({})], 0],
  ['a run that does not', [run({ rules: BROKEN! })], 1],
  ['all shards of a run that conforms', [shard(1), shard(2)], 0],
  ['all shards of one that does not', [shard(1, { rules: BROKEN! }), shard(2, { rules: BROKEN! })], 1],
  ['one shard of two', [shard(1)], 2],
  ['a shard that broke off', [shard(1), shard(2, { cut: true })], 2],
  ['shards of two seeds', [shard(1), shard(2, { seed: 8 })], 2],
  ['two targets, of which one does not conform', [run({ target: 'a' }), run({ target: 'b', rules: BROKEN! })], 1],
  ['two targets, of which one broke off', [run({ target: 'a', rules: BROKEN! }), run({ target: 'b', cut: true })], 2],
])('%s', async (_, records, code) => {
  expect(await merged(...records)).toBe(code);
});

test('the shards that are missing are named', async () => {
  await merged(shard(2));
  expect(told.join('')).toContain('of the 2 shards of orchard these are missing: 1');
});

test('a shard that is there twice is refused', async () => {
  await expect(merged(shard(1), shard(1))).rejects.toThrow('shard 1/2 of orchard is there twice');
  expect(process.exitCode).toBeUndefined();
});
