import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { loadContract } from '../contracts/load.ts';
import { digestOf } from '../fuzz/case.ts';
import { corpusFolder } from './corpus-folder.ts';

vi.mock('./print.ts', () => ({ warn: () => {}, print: () => {} }));

const folder = mkdtempSync(join(tmpdir(), 'corpus-'));
afterAll(() => rmSync(folder, { recursive: true }));

const contract = loadContract();
const one = { steps: [{ operation: 'ListContinuousDeploymentPolicies', input: { MaxItems: 1 } }] };
const entry = { digest: digestOf(one), case: one, showed: ['a', 'b'] };

test('what one machine keeps another one reads, once', () => {
  corpusFolder(contract, folder).keep(entry);
  const other = corpusFolder(contract, folder);
  expect(other.fresh()).toEqual([entry]);
  expect(other.fresh()).toEqual([]);
  expect(other.entries()).toEqual([entry]);
});

test('a damaged file, one under another name and one of calls that are not for cases are left out', () => {
  const digest = (steps: object[]): string => digestOf({ steps: steps as never });
  const foreign = [{ operation: 'DeleteDistribution', input: { Id: 'E1', IfMatch: 'E2' } }];
  const odd = [{ ...one.steps[0], edit: { kind: 'path', how: 'nowhere' } }];
  for (const steps of [foreign, odd])
    writeFileSync(join(folder, `${digest(steps)}.json`), JSON.stringify({ format: 1, steps, showed: [] }));
  writeFileSync(join(folder, `${'0'.repeat(24)}.json`), JSON.stringify({ format: 1, steps: one.steps, showed: [] }));
  writeFileSync(join(folder, `${'1'.repeat(24)}.json`), '{');
  expect(readdirSync(folder).length).toBe(5);
  expect(corpusFolder(contract, folder).entries()).toEqual([entry]);
});
