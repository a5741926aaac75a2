import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { sampleEvents, sampleRecords } from '../../report/testing/sample-run.ts';
import { compareWith, readBaseline } from './baseline.ts';

let folder: string;
let told: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'baseline-'));
  told = [];
  vi.spyOn(process.stderr, 'write').mockImplementation((line) => {
    told.push(String(line));
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

const written = (lines: string[]): string => {
  const file = join(folder, 'base.ndjson');
  writeFileSync(file, lines.map((line) => `${line}\n`).join(''));
  return file;
};
const lines = (): string[] => sampleEvents().map((event) => JSON.stringify(event));

test('a whole baseline of the same target is compared without a word', async () => {
  compareWith(await readBaseline(written(lines())), sampleRecords({}));
  expect(told).toEqual([]);
});

test('a damaged line and a missing end of the baseline are told', async () => {
  await readBaseline(written(lines().toSpliced(2, 1, '{"type":')));
  await readBaseline(written(lines().slice(0, -1)));
  expect(told).toEqual([
    expect.stringMatching(
      /base\.ndjson is not whole \(1 damaged line of .* was skipped\): what it lacks is not compared\n$/,
    ),
    expect.stringMatching(/is not whole \(partial: the record ends early\)/),
  ]);
});

test('a baseline of another target is told; a target that only moved or was renamed is the same', async () => {
  const baseline = await readBaseline(written(lines()));
  const [now] = sampleRecords({});
  const on = (target: { name: string; url?: string }) => compareWith(baseline, [{ ...now!, target }]);
  on({ name: 'orchard', url: 'http://meadow.test/' });
  on({ name: 'meadow', url: 'http://orchard.test/' });
  expect(told).toEqual([]);
  on({ name: 'meadow', url: 'http://meadow.test/' });
  on({ name: 'meadow' });
  expect(told).toEqual(
    Array(2).fill('--baseline is a run on orchard, and this is one on meadow: two targets are compared\n'),
  );
});
