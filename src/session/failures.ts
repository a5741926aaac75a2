import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Contract } from '../core/contract.ts';
import type { Finding, RunEvent } from '../core/event.ts';
import type { RunRecord } from '../core/run-record.ts';
import { UsageError } from '../core/usage.ts';
import { readStoredFinding, type StoredFinding } from '../formats/stored-finding.ts';
import { emptyRecord, recorder } from '../report/record.ts';
import { reproducerId } from '../run/reproducer-id.ts';
import { warn } from './print.ts';
import type { OpenTarget } from './target.ts';

/** Files that are read of the folder. */
const MOST = 1_000;

const FAILURES = 'failures';

/** The failing cases of a target, as far as they are kept. */
export interface Kept {
  /** Those of earlier runs whose calls the contract knows. */
  earlier: readonly Finding[];
  /** Keeps a failing case for the next run. */
  take(event: RunEvent): void;
  /** Drops those of earlier runs whose rule was judged on the operation and holds there now. */
  close(): void;
}

/** Keeps the failing cases of a target below `folder`; none without one, and none of what ends with this process. */
export function openKept(contract: Contract, { target, url, embedded }: OpenTarget, folder: string | undefined): Kept {
  if (folder === undefined || embedded) return { earlier: [], take: () => {}, close: () => {} };
  const place = url?.href ?? target.name;
  const under = join(folder, FAILURES);
  const earlier = readFailures(under, place, contract);
  const record = emptyRecord();
  const take = recorder(record);
  return {
    earlier,
    take(event) {
      // That an operation is absent is found out anew each time.
      if (event.type === 'finding' && !event.finding.rule.startsWith('preflight.')) {
        replaceEarlier(under, place, earlier, event.finding);
        keep(under, place, event.finding);
      }
      if (earlier.length > 0) take(event);
    },
    close() {
      for (const finding of earlier)
        if (isFixed(record, finding)) attempt(under, () => rmSync(fileOf(under, place, finding), { force: true }));
    },
  };
}

/** Of one rule on one operation only the latest failing case is kept. */
function replaceEarlier(
  folder: string,
  target: string,
  earlier: readonly Finding[],
  { rule, operation }: Finding,
): void {
  for (const one of earlier)
    if (one.rule === rule && one.operation === operation)
      attempt(folder, () => rmSync(fileOf(folder, target, one), { force: true }));
}

/** Keeps one failing case. */
export function keepFailure(open: OpenTarget, folder: string, finding: Finding): void {
  if (!open.embedded) keep(join(folder, FAILURES), open.url?.href ?? open.target.name, finding);
}

function readFailures(folder: string, target: string, { operations }: Contract): Finding[] {
  return files(folder).flatMap((file) => {
    const stored = readable(file);
    const calls = stored?.finding.capsule?.calls ?? [];
    return stored?.target === target && calls.every(({ operation }) => operation in operations) ? [stored.finding] : [];
  });
}

/** A damaged file is told and left out. */
function readable(file: string): StoredFinding | undefined {
  try {
    return readStoredFinding(file);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    warn(error.message);
    return undefined;
  }
}

function keep(folder: string, target: string, finding: Finding): void {
  if (!finding.capsule) return;
  // Only what is needed to make the calls again and to tell of them.
  const failure: StoredFinding = { format: 1, target, finding: { ...finding, steps: [] } };
  attempt(folder, () => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(fileOf(folder, target, finding), `${JSON.stringify(failure, null, 2)}\n`);
  });
}

/** Whether the rule was judged on the operation and holds there. */
function isFixed(record: RunRecord, { rule: id, operation }: Finding): boolean {
  const rule = record.rules.find((one) => one.id === id);
  return rule !== undefined && (rule.judged[operation] ?? 0) > 0 && rule.broken[operation] === undefined;
}

/** Changes the folder. What is kept there is a help and no more: a run goes on without it. */
function attempt(folder: string, act: () => void): void {
  try {
    act();
  } catch (error) {
    warn(`the findings for the next run can't be kept in ${folder} (${(error as NodeJS.ErrnoException).code})`);
  }
}

function fileOf(folder: string, target: string, { capsule: reproducer, rule, operation }: Finding): string {
  const id = reproducer ? reproducerId(reproducer) : rule + operation;
  return join(folder, `${createHash('sha256').update(`${target}\0${id}`).digest('hex').slice(0, 16)}.json`);
}

function files(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .sort()
      .slice(0, MOST)
      .map((name) => join(folder, name));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOENT')
      warn(`the findings of earlier runs in ${folder} can't be read (${code}), so none is tried again`);
    return [];
  }
}
