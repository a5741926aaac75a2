import type { RunRecord } from '../core/run-record.ts';
import { harmless } from '../quoting/javascript.ts';

/** A kind of report that is made when all is known. */
export interface ReportFormat {
  name: string;
  /** What it is for, in a few words. */
  describes: string;
  /** The report of one run or of several side by side. What makes it is loaded first: most runs want none. */
  render(records: RunRecord[]): Promise<string>;
}

const json = (value: unknown): string => `${harmless(JSON.stringify(value, null, 2))}\n`;

/** Every kind of report but the record itself, which is written as it happens. */
export const FORMATS: readonly ReportFormat[] = [
  {
    name: 'json',
    describes: 'for programs',
    render: async (records) => json((await import('./json.ts')).jsonReports(records)),
  },
  {
    name: 'html',
    describes: 'for people, in one file',
    render: async (records) => (await import('./html/html.ts')).htmlReport(records),
  },
  {
    name: 'junit',
    describes: 'for continuous integration',
    render: async (records) => (await import('./junit.ts')).junitReport(records),
  },
  {
    name: 'markdown',
    describes: 'for a pull request',
    render: async (records) => (await import('./markdown.ts')).markdownReport(records),
  },
  {
    name: 'badge',
    describes: 'for the endpoint of shields.io',
    render: async (records) => json((await import('./badge.ts')).badgeOf(records)),
  },
  {
    name: 'badge-svg',
    describes: 'a badge as an image',
    render: async (records) => (await import('./badge.ts')).badgeSvg(records),
  },
];
