import { badgeOf, badgeSvg } from './badge.ts';
import { htmlReport } from './html/html.ts';
import { jsonReports } from './json.ts';
import { junitReport } from './junit.ts';
import { markdownReport } from './markdown.ts';
import type { RunRecord } from './record.ts';

/** A kind of report that is made when all is known. */
export interface Format {
  name: string;
  /** What it is for, in a few words. */
  describes: string;
  /** The report of one run or of several side by side. */
  render(records: RunRecord[]): string;
}

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** Every kind of report but the record itself, which is written as it happens. */
export const FORMATS: readonly Format[] = [
  { name: 'json', describes: 'for programs', render: (records) => json(jsonReports(records)) },
  { name: 'html', describes: 'for people, in one file', render: htmlReport },
  { name: 'junit', describes: 'for continuous integration', render: junitReport },
  { name: 'markdown', describes: 'for a pull request', render: markdownReport },
  { name: 'badge', describes: 'for the endpoint of shields.io', render: (records) => json(badgeOf(records)) },
  { name: 'badge-svg', describes: 'a badge as an image', render: badgeSvg },
];
