import { Command, Option } from 'commander';
import { exitCodeOfAll } from '../../report/verdict.ts';
import { warn } from '../../session/print.ts';
import { publish } from '../output/publish.ts';
import { openReports, parseReport, REPORT_HELP, type ReportWanted } from '../output/reports.ts';
import { joinFiles, takeAll } from '../output/sources.ts';

/** Joins shards and several targets, and gives the verdict on all of it. */
export function mergeCommand(): Command {
  return new Command('merge')
    .description('join the shards of a run, or the runs of several targets, into one verdict')
    .argument('<input.ndjson...>', 'record written by run --report ndjson=FILE')
    .addOption(new Option('--report <format=file>', REPORT_HELP).argParser(parseReport).default([], 'none'))
    .option('--verbose', 'show every rule, not only findings')
    .addHelpText(
      'after',
      `
Exit code: as for run; the worst of all targets, and 2 if a shard is missing.

Example:
  cloudfront-conformance merge shard-*.ndjson --report ndjson=run.ndjson --report html=report.html`,
    )
    .action(async (files: string[], options: { report: ReportWanted[]; verbose?: true }) => {
      const joint = await joinFiles(files);
      const reports = openReports(options.report);
      const records = await takeAll(joint, reports);
      await publish(records, reports, options);
      for (const { target, shards, count } of joint.missing)
        warn(`of the ${count} shards of ${target} these are missing: ${shards.join(', ')}`);
      process.exitCode = joint.missing.length > 0 ? 2 : exitCodeOfAll(records);
    });
}
