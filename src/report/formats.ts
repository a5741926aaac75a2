import { jsonReports } from './json.ts';
import type { RunRecord } from './record.ts';

/** A kind of report that is made when all is known. */
export interface Format {
  name: string;
  /** What it is for, in a few words. */
  describes: string;
  /** The report of one run or of several side by side. */
  render(records: RunRecord[]): string;
}

/** Every kind of report but the record itself, which is written as it happens. */
export const FORMATS: readonly Format[] = [
  {
    name: 'json',
    describes: 'for programs; report.schema.json describes it',
    render: (records) => `${JSON.stringify(jsonReports(records), null, 2)}\n`,
  },
];
