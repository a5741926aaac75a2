import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Finding } from '../core/event.ts';
import type { RunRecord } from '../core/run-record.ts';
import { UsageError } from '../core/usage.ts';
import { type LastRun, readLastRun } from '../formats/last-run.ts';
import { headingsOf, knownCount } from '../report/headings.ts';

const fileIn = (folder: string): string => join(folder, 'last-run.json');

/** Keeps the findings of a run, so that they can be named by their numbers. False where they can't be written, or the target was not judged at all. */
export function keepLastRun(folder: string, records: readonly RunRecord[]): boolean {
  const findings = records.flatMap((record) =>
    headingsOf(record).map(({ finding }) => ({
      ...(record.target.url === undefined ? {} : { endpoint: record.target.url }),
      finding,
    })),
  );
  // Of a target that never answered there is nothing to keep, and the findings before are still wanted.
  if (records.length > 0 && findings.length === 0 && records.every(({ error }) => error !== undefined)) return false;
  const known = records.reduce((sum, record) => sum + knownCount(record), 0);
  const kept: LastRun = { format: 1, findings, ...(known > 0 ? { known } : {}) };
  try {
    mkdirSync(dirname(fileIn(folder)), { recursive: true });
    writeFileSync(fileIn(folder), JSON.stringify(kept));
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    return false;
  }
}

/** Whether a word is a number and not a token. */
export const isNumber = (word: string): boolean => /^\d{1,4}$/.test(word);

/** The finding of that number in the last run of a folder, from 1. Throws a UsageError. */
export function findingNumber(folder: string, word: string): { endpoint?: string; finding: Finding } {
  const { findings, known = 0 } = readLastRun(fileIn(folder));
  const found = findings[Number(word) - 1];
  if (found) return found;
  const left = `${known} known ${known === 1 ? 'deviation has no number' : 'deviations have no numbers'}; run without --known`;
  const rest = known > 0 ? `; ${left} to show ${known === 1 ? 'it' : 'them'}` : '';
  if (findings.length === 0)
    throw new UsageError(`the last run in this folder found nothing${known > 0 ? ' that is not known' : ''}${rest}`);
  throw new UsageError(
    `the last run in this folder has no finding ${word}; give a number from 1 to ${findings.length}${rest}`,
  );
}
