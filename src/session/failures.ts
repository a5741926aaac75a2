import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Contract } from '../core/contract.ts';
import type { Finding } from '../core/event.ts';
import type { RunRecord } from '../report/run-record.ts';
import { capsuleId } from '../run/capsule-id.ts';

const FOLDER = join('.cloudfront-conformance', 'failures');

/** A finding as it is kept for the next run. */
interface Failure {
  format: 1;
  target: string;
  finding: Finding;
}

/** The failing cases that earlier runs kept of a target, as far as a contract speaks of their calls. */
export function readFailures(target: string, { operations }: Contract): Finding[] {
  return files().flatMap((file) => {
    const failure = readFailure(file);
    const calls = failure?.finding.capsule?.calls ?? [];
    return failure?.target === target && calls.every(({ operation }) => operation in operations)
      ? [failure.finding]
      : [];
  });
}

/** Keeps a failing case for the next run. */
export function keepFailure(target: string, finding: Finding): void {
  if (!finding.capsule) return;
  // Only what is needed to make the calls again and to tell of them.
  const failure: Failure = { format: 1, target, finding: { ...finding, steps: [] } };
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
      .map((name) => join(FOLDER, name));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

/** Undefined for a file of another version or one that a killed run left unfinished. */
function readFailure(file: string): Failure | undefined {
  try {
    const failure = JSON.parse(readFileSync(file, 'utf8')) as Failure;
    return failure.format === 1 ? failure : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
