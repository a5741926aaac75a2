import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Contract } from '../core/contract.ts';
import type { Finding } from '../core/event.ts';
import type { Reproducer } from '../core/reproducer.ts';
import { sampleEvents, sampleFinding } from '../report/testing/sample-run.ts';
import { type Kept, openKept } from './failures.ts';
import type { OpenTarget } from './target.ts';

const RULE = 'Tree.Height.maximum';
const contract = { operations: { PlantTree: {} } } as unknown as Contract;

let folder: string;
let told: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'failures-'));
  told = [];
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => told.push(String(text)) > 0);
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

const reproducerOf = (height: number, operation = 'PlantTree'): Reproducer => ({
  rule: RULE,
  operation,
  phase: 'edges',
  seed: 1,
  runs: 5,
  calls: [{ operation, input: { Height: height } }],
  bindings: [],
  outcomes: ['201'],
});
const finding = (height: number, operation = 'PlantTree'): Finding =>
  sampleFinding(RULE, 'documented', { operation, capsule: reproducerOf(height, operation) });

const open = (place = 'http://127.0.0.1:9/', embedded = false): Kept =>
  openKept(contract, { target: { name: 't' }, url: new URL(place), embedded } as unknown as OpenTarget, folder);
const stored = (): string[] => {
  try {
    return readdirSync(join(folder, 'failures'));
  } catch {
    return [];
  }
};
const heights = (kept: Kept): unknown[] =>
  kept.earlier.map(({ capsule: reproducer }) => reproducer!.calls[0]!.input.Height);

/** A run in which the rule came to something. */
function judge(kept: Kept, status: 'pass' | 'fail' | 'skip', ...findings: Finding[]): void {
  const operations = status === 'skip' ? {} : { [findings[0]?.operation ?? 'PlantTree']: 1 };
  for (const event of sampleEvents({ rules: [{ id: RULE, status, findings }] }))
    kept.take(event.type === 'judged' ? { ...event, operations } : event);
  kept.close();
}

test('a finding is kept for the next run on the same target', () => {
  judge(open(), 'fail', finding(121));
  expect(heights(open())).toEqual([121]);
});

test('the bytes of its answers are not', () => {
  judge(open(), 'fail', finding(121));
  const [file] = stored();
  expect(JSON.parse(readFileSync(join(folder, 'failures', file!), 'utf8')).finding.steps).toEqual([]);
});

test('another target does not get it', () => {
  judge(open(), 'fail', finding(121));
  expect(heights(open('http://127.0.0.1:10/'))).toEqual([]);
});

test('a target that ends with this process keeps nothing', () => {
  judge(open('http://127.0.0.1:9/', true), 'fail', finding(121));
  expect(stored()).toEqual([]);
});

test('a finding without calls is not kept', () => {
  const { capsule: _, ...bare } = finding(121);
  judge(open(), 'fail', bare);
  expect(stored()).toEqual([]);
});

test('one whose rule holds now is dropped', () => {
  judge(open(), 'fail', finding(121));
  judge(open(), 'pass');
  expect(stored()).toEqual([]);
});

test('one whose rule was not judged on the operation is kept', () => {
  judge(open(), 'fail', finding(121));
  judge(open(), 'skip');
  expect(heights(open())).toEqual([121]);
});

test('one that is found again takes the place of the earlier', () => {
  judge(open(), 'fail', finding(121));
  judge(open(), 'fail', finding(122));
  expect(heights(open())).toEqual([122]);
});

test('one on another operation does not', () => {
  const both = { operations: { PlantTree: {}, MoveTree: {} } } as unknown as Contract;
  const openBoth = (): Kept =>
    openKept(both, { target: { name: 't' }, url: new URL('http://127.0.0.1:9/'), embedded: false } as never, folder);
  judge(openBoth(), 'fail', finding(121));
  judge(openBoth(), 'fail', finding(122, 'MoveTree'));
  expect(heights(openBoth()).sort()).toEqual([121, 122]);
});

test('one with calls that the contract does not know is left out and kept', () => {
  judge(open(), 'fail', finding(121, 'FellTree'));
  expect(heights(open())).toEqual([]);
  expect(stored()).toHaveLength(1);
});

test('a damaged file is told in one line and left out', () => {
  mkdirSync(join(folder, 'failures'));
  writeFileSync(join(folder, 'failures', 'a.json'), '{"format":');
  expect(heights(open())).toEqual([]);
  expect(told.join('')).toContain('a.json is no stored finding (it is not JSON)');
});

test('a folder that cannot be written is told, and the run goes on', () => {
  writeFileSync(join(folder, 'failures'), 'a file');
  judge(open(), 'fail', finding(121));
  expect(told.join('')).toMatch(/can't be kept in .*failures/);
});

test('no folder is nothing to tell', () => {
  expect(heights(open())).toEqual([]);
  expect(told).toEqual([]);
});
