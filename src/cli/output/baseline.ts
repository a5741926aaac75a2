import { Option } from 'commander';
import type { RunRecord } from '../../core/run-record.ts';
import { UsageError } from '../../core/usage.ts';
import { compared } from '../../deviations/compare.ts';
import { recordsTaker } from '../../report/records.ts';
import { joinFiles } from './sources.ts';

/** The option that names an earlier run to compare with. */
export const baselineOption = (): Option =>
  new Option('--baseline <file>', 'compare with an earlier run, recorded with --report ndjson=FILE');

/** Reads the one run of a file. Rejects with a UsageError where it is none, or holds several. */
export async function readBaseline(file: string | undefined): Promise<RunRecord | undefined> {
  if (file === undefined) return undefined;
  const { lines } = await joinFiles([file]);
  const { records, take } = recordsTaker();
  for await (const line of lines) take(line);
  if (records.length !== 1)
    throw new UsageError(`${file} holds ${records.length} runs; --baseline takes a file of one run`);
  return records[0];
}

/** Notes in a record how it compares with the baseline. */
export function compareWith(baseline: RunRecord | undefined, records: readonly RunRecord[]): void {
  if (!baseline) return;
  for (const record of records) record.comparison = compared(record, baseline);
}
