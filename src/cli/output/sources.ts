import { accessSync, constants, createReadStream } from 'node:fs';
import { fileProblem } from '../../core/file-problem.ts';
import type { RunRecord } from '../../core/run-record.ts';
import { UsageError } from '../../core/usage.ts';
import { readLines, Unreadable } from '../../formats/record.ts';
import { type Joint, join, type RecordSource, Unjoinable } from '../../report/join.ts';
import { recordsTaker } from '../../report/records.ts';
import type { Reports } from './reports.ts';

/** Joins recorded runs from files. Throws a UsageError where a file can't be read or is no record. */
export async function joinFiles(files: string[]): Promise<Joint> {
  const repeated = files.find((file, index) => files.indexOf(file) !== index);
  if (repeated !== undefined) throw new UsageError(`${repeated} is given twice`);
  try {
    return await join(files.map(source));
  } catch (error) {
    if (error instanceof Unjoinable) throw new UsageError(error.message);
    throw error;
  }
}

/** Takes joined lines into records, and into reports as they come. */
export async function takeAll({ lines }: Joint, reports: Reports): Promise<RunRecord[]> {
  const { records, take } = recordsTaker();
  for await (const line of lines) {
    take(line);
    reports.take(line);
  }
  return records;
}

function source(name: string): RecordSource {
  return {
    name,
    async *lines(damage) {
      try {
        accessSync(name, constants.R_OK);
        yield* readLines(createReadStream(name, { encoding: 'utf8', highWaterMark: 1024 * 1024 }), damage);
      } catch (error) {
        if (error instanceof Unreadable)
          throw new UsageError(`${name}: ${error.message}; give a file that run wrote with --report ndjson=FILE`);
        const { code } = error as NodeJS.ErrnoException;
        if (code !== undefined && /^E[A-Z]+$/.test(code))
          throw new UsageError(`${name} can't be read: ${fileProblem(code)}`);
        throw error;
      }
    },
  };
}
