import { resolve } from 'node:path';
import { InvalidArgumentError } from 'commander';
import { didYouMean } from '../../core/closest.ts';
import type { RecordLine } from '../../core/event.ts';
import type { RunRecord } from '../../core/run-record.ts';
import { UsageError } from '../../core/usage.ts';
import { FORMATS, type ReportFormat } from '../../report/formats.ts';
import { checkWritable, makeFolder, openOutput } from './output-file.ts';

export interface ReportWanted {
  /** Undefined for the record itself. */
  format: ReportFormat | undefined;
  file: string;
}

/** Name of the format that is written as it happens. */
const RECORD = 'ndjson';

/** The help text of `--report`. */
export const REPORT_HELP = `write a report (${[RECORD, ...FORMATS.map(({ name }) => name)].join(', ')}); repeatable; with {target} in the file name, one file per target`;

/** Reads `FORMAT=FILE`. */
export function parseReport(text: string, before: ReportWanted[]): ReportWanted[] {
  const [, name = '', file = ''] = /^([a-z-]+|[^=]+\.[cm]?[jt]s)=(.+)$/.exec(text) ?? [];
  const format = /[.]/.test(name) ? ownFormat(name) : FORMATS.find((one) => one.name === name);
  if (!format && name !== RECORD) {
    const names = [RECORD, ...FORMATS.map((one) => one.name)];
    const hint = name === '' ? '' : didYouMean(name, names);
    throw new InvalidArgumentError(
      hint === ''
        ? `give FORMAT=FILE with one of the formats ${names.join(', ')}, or a module of your own`
        : `there is no format ${name}${hint}`,
    );
  }
  return [...before, { format, file }];
}

/** A format of the user's own: a module whose default export makes a text of the records of runs. */
function ownFormat(module: string): ReportFormat {
  return {
    name: module,
    describes: 'a format of your own',
    async render(records) {
      const { importFile } = await import('../../session/load-module.ts');
      const render = await importFile(module);
      if (typeof render !== 'function') throw new UsageError(`${module} exports no function (records) => text`);
      return String(await render(records));
    },
  };
}

export interface Reports {
  /** Writes a line of the record at once, so that whatever happens next it is there. */
  take(line: RecordLine): void;
  /** Writes what can only be written at the end. */
  finish(records: RunRecord[]): Promise<void>;
}

/** Stands in a file's name for that of the target; each target then has a file of its own. */
const TARGET = '{target}';

/**
 * Sees to it that every file that was asked for can be written, so that this is known before the work and not after.
 * A file keeps what stands in it until there is something to write. Throws a UsageError.
 */
export function openReports(wanted: ReportWanted[]): Reports {
  for (const [index, { file }] of wanted.entries()) {
    if (wanted.slice(0, index).some((other) => resolve(other.file) === resolve(file)))
      throw new UsageError(`two reports can't be written to one file, ${file}; give each a file of its own`);
  }
  const isShared = ({ format, file }: ReportWanted): boolean => format === undefined || !file.includes(TARGET);
  const files = wanted.filter(isShared).map(({ format, file }) => ({ format, output: openOutput(file) }));
  const several = wanted.filter((one) => !isShared(one));
  for (const { file } of several) {
    makeFolder(file);
    checkWritable(file);
  }
  const live = files.filter(({ format }) => format === undefined);
  return {
    take(line) {
      if (live.length === 0) return;
      const text = `${JSON.stringify(line)}\n`;
      for (const { output } of live) output.write(text);
    },
    async finish(records) {
      for (const { format, output } of files) {
        output.write(format ? await format.render(records) : '');
        output.close();
      }
      for (const { format, file } of several) {
        for (const [target, record] of recordsByName(records)) {
          const output = openOutput(file.replaceAll(TARGET, target));
          output.write(await format!.render([record]));
          output.close();
        }
      }
    },
  };
}

/** Each with its target's name as a part of a file's name, no two of which are the same. */
function recordsByName(records: RunRecord[]): Map<string, RunRecord> {
  const byName = new Map<string, RunRecord>();
  for (const record of records) {
    const name = record.target.name.replaceAll(/[^\w-]+/g, '-').replaceAll(/^-+|-+$/g, '') || 'target';
    let free = name;
    for (let number = 2; byName.has(free); number++) free = `${name}-${number}`;
    byName.set(free, record);
  }
  return byName;
}
