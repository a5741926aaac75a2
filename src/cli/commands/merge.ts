import { Command, Option } from 'commander';
import { exitCodeOfAll } from '../../report/verdict.ts';
import { warn } from '../../session/print.ts';
import { publish } from '../output/publish.ts';
import { openReports, parseReport, REPORT_HELP, type ReportWanted } from '../output/reports.ts';
import { joinFiles, takeAll } from '../output/sources.ts';

/** Joins shards and several targets, and gives the verdict on all of it. */
export function mergeCommand(): Command {
  return new Command('merge')
    .description('join the shards of a run, or runs of several targets, and give the verdict')
    .argument('<input.ndjson...>', 'what run wrote with --report ndjson=FILE')
    .addOption(new Option('--report <format=file>', REPORT_HELP).argParser(parseReport).default([], 'none'))
    .option('--verbose', 'show every rule, not just findings')
    .addHelpText(
      'after',
      `
Exit code: as for run, the worst of all targets; 2 also if a shard is missing.

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
