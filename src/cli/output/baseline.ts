import type { RunRecord } from '../../core/run-record.ts';
import { UsageError } from '../../core/usage.ts';
import { compared } from '../../deviations/compare.ts';
import { visibleLine } from '../../quoting/visible.ts';
import { flawOf } from '../../report/verdict.ts';
import { openReports } from './reports.ts';
import { joinFiles, takeAll } from './sources.ts';

/** Reads the one run of a file. Rejects with a UsageError where it is none, or holds several. */
export async function readBaseline(file: string): Promise<RunRecord> {
  const records = await takeAll(await joinFiles([file]), openReports([]));
  if (records.length !== 1)
    throw new UsageError(`${file} holds ${records.length} runs; --baseline takes a file of one run`);
  const [record] = records;
  const flaw = flawOf(record!);
  if (flaw !== undefined)
    process.stderr.write(`${file} is not whole (${visibleLine(flaw)}): what it lacks is not compared\n`);
  return record!;
}

/** Notes in a record how it compares with the baseline. */
export function compareWith(baseline: RunRecord, records: readonly RunRecord[]): void {
  for (const record of records) {
    const [before, now] = [baseline.target, record.target];
    if (before.name !== now.name && (before.url === undefined || before.url !== now.url))
      process.stderr.write(
        `--baseline is a run on ${visibleLine(before.name)}, and this is one on ${visibleLine(now.name)}: two targets are compared\n`,
      );
    record.comparison = compared(record, baseline);
  }
}
