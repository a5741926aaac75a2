import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Contract } from '../core/contract.ts';
import type { Finding } from '../core/event.ts';
import { UsageError } from '../core/usage.ts';
import { readStoredFinding, type StoredFinding } from '../formats/stored-finding.ts';
import type { RunRecord } from '../report/run-record.ts';
import { capsuleId } from '../run/capsule-id.ts';
import { warn } from './print.ts';

/** Files that are read of the folder. */
const MOST = 1_000;

const FOLDER = join('.cloudfront-conformance', 'failures');

/** The failing cases that earlier runs kept of a target, as far as a contract speaks of their calls; damaged files are told and left out. */
export function readFailures(target: string, { operations }: Contract): Finding[] {
  return files().flatMap((file) => {
    const stored = readable(file);
    const calls = stored?.finding.capsule?.calls ?? [];
    return stored?.target === target && calls.every(({ operation }) => operation in operations) ? [stored.finding] : [];
  });
}

function readable(file: string): StoredFinding | undefined {
  try {
    return readStoredFinding(file);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    warn(error.message);
    return undefined;
  }
}

/** Keeps a failing case for the next run. */
export function keepFailure(target: string, finding: Finding): void {
  if (!finding.capsule) return;
  // Only what is needed to make the calls again and to tell of them.
  const failure: StoredFinding = { format: 1, target, finding: { ...finding, steps: [] } };
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(fileOf(target, finding), `${JSON.stringify(failure, null, 2)}\n`);
}

/** Drops the failing cases of earlier runs whose rule holds by what a run found. */
export function dropFixed(target: string, earlier: readonly Finding[], record: RunRecord): void {
  for (const finding of earlier) if (isFixed(record, finding)) rmSync(fileOf(target, finding), { force: true });
}

/** Whether the rule was judged on the operation and holds there. */
function isFixed(record: RunRecord, { rule: id, operation }: Finding): boolean {
  const rule = record.rules.find((one) => one.id === id);
  return rule !== undefined && (rule.judged[operation] ?? 0) > 0 && rule.broken[operation] === undefined;
}

function fileOf(target: string, { capsule, rule, operation }: Finding): string {
  const id = capsule ? capsuleId(capsule) : rule + operation;
  return join(FOLDER, `${createHash('sha256').update(`${target}\0${id}`).digest('hex').slice(0, 16)}.json`);
}

function files(): string[] {
  try {
    return readdirSync(FOLDER)
      .filter((name) => name.endsWith('.json'))
      .sort()
      .slice(0, MOST)
      .map((name) => join(FOLDER, name));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
