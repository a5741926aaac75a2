import { writeFileSync } from 'node:fs';
import { InvalidArgumentError } from 'commander';
import { jsonReport } from '../report/json.ts';
import type { RunRecord } from '../report/record.ts';
import { UsageError } from './usage.ts';

const FORMATS: Record<string, (record: RunRecord) => string> = {
  json: (record) => `${JSON.stringify(jsonReport(record), null, 2)}\n`,
};

export interface ReportWanted {
  format: string;
  file: string;
}

/** Reads `FORMAT=FILE`. */
export function parseReport(text: string, before: ReportWanted[]): ReportWanted[] {
  const [, format = '', file = ''] = /^([a-z]+)=(.+)$/.exec(text) ?? [];
  if (!(format in FORMATS))
    throw new InvalidArgumentError(`give FORMAT=FILE with one of the formats ${Object.keys(FORMATS).join(', ')}`);
  return [...before, { format, file }];
}

/** Writes every report that was asked for. */
export function writeReports(record: RunRecord, wanted: ReportWanted[]): void {
  for (const { format, file } of wanted) {
    try {
      writeFileSync(file, FORMATS[format]!(record));
    } catch (error) {
      throw new UsageError(
        `the report can't be written to ${file} (${(error as NodeJS.ErrnoException).code}); give a file in a folder that exists`,
      );
    }
  }
}
