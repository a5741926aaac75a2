import type { RunRecord } from '../../core/run-record.ts';
import { profileLines } from '../../report/open-profile.ts';
import { terminalReport } from '../../report/terminal.ts';
import { paintFor } from './paint.ts';

/** Shows the report of one run or of several on standard output. */
export function showReport(records: RunRecord[], options: { verbose?: true; open?: true; numbered?: boolean }): void {
  const paint = paintFor(process.stdout);
  const lines = terminalReport(records, paint, {
    ...options,
    columns: process.stdout.isTTY ? process.stdout.columns : undefined,
  });
  if (options.open) lines.push('', ...profileLines(records));
  process.stdout.write(`${lines.join('\n')}\n`);
}
