import { appendFileSync } from 'node:fs';
import type { RunRecord } from '../../report/run-record.ts';
import { writing } from '../../session/write-file.ts';
import type { Reports } from './reports.ts';
import { showReport } from './show-report.ts';

/** Tells everybody what came out: the terminal, the report files, and GitHub where this runs in its Actions. */
export async function publish(records: RunRecord[], reports: Reports, options: { verbose?: true }): Promise<void> {
  showReport(records, options);
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
