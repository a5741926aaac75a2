import type { RunRecord } from '../../core/run-record.ts';
import { UsageError } from '../../core/usage.ts';
import { compared } from '../../deviations/compare.ts';
import { openReports } from './reports.ts';
import { joinFiles, takeAll } from './sources.ts';

/** Reads the one run of a file. Rejects with a UsageError where it is none, or holds several. */
export async function readBaseline(file: string): Promise<RunRecord> {
  const records = await takeAll(await joinFiles([file]), openReports([]));
  if (records.length !== 1)
    throw new UsageError(`${file} holds ${records.length} runs; --baseline takes a file of one run`);
  return records[0]!;
}

/** Notes in a record how it compares with the baseline. */
export function compareWith(baseline: RunRecord, records: readonly RunRecord[]): void {
  for (const record of records) record.comparison = compared(record, baseline);
}
