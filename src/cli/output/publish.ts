import { appendFileSync } from 'node:fs';
import type { RunRecord } from '../../core/run-record.ts';
import { keepLastRun } from '../../session/last-run.ts';
import { writing } from '../../session/write-file.ts';
import { FOLDER } from '../options/run-options.ts';
import type { Reports } from './reports.ts';
import { showReport } from './show-report.ts';

/** Tells everybody what came out: the terminal, the report files, and GitHub where this runs in its Actions. */
export async function publish(
  records: RunRecord[],
  reports: Reports,
  options: { verbose?: true; open?: true },
): Promise<void> {
  const kept = keepLastRun(FOLDER, records);
  // Elsewhere, as in the log of a CI service, only a token leads back to a finding.
  showReport(records, { ...options, numbered: kept && process.stdout.isTTY === true });
  await reports.finish(records);
  // Of a shard merge tells, which knows all.
  if (records.some(({ shard }) => shard !== undefined)) return;
  const { GITHUB_ACTIONS, GITHUB_STEP_SUMMARY } = process.env;
  if (GITHUB_ACTIONS === 'true') {
    const { annotations } = await import('../../report/annotations.ts');
    for (const line of annotations(records)) process.stdout.write(`${line}\n`);
  }
  if (GITHUB_STEP_SUMMARY) {
    const { markdownReport } = await import('../../report/markdown.ts');
    writing(GITHUB_STEP_SUMMARY, () => appendFileSync(GITHUB_STEP_SUMMARY, markdownReport(records)));
  }
}
