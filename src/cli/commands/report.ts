import { Command, Option } from 'commander';
import { baselineOption } from '../options/baseline.ts';
import { compareWith, readBaseline } from '../output/baseline.ts';
import { openReports, parseReport, REPORT_HELP, type ReportWanted } from '../output/reports.ts';
import { showReport } from '../output/show-report.ts';
import { joinFiles, takeAll } from '../output/sources.ts';

/** Makes reports of recorded runs again. */
export function reportCommand(): Command {
  return new Command('report')
    .description('write reports from the records of earlier runs')
    .argument('<input.ndjson...>', 'record written by run --report ndjson=FILE; several are shown side by side')
    .addOption(new Option('--report <format=file>', REPORT_HELP).argParser(parseReport).default([], 'none'))
    .addOption(baselineOption())
    .option('--open', 'show what each target does where the documentation is silent, the differences first')
    .option('--verbose', 'show every rule, not only findings')
    .addHelpText(
      'after',
      `
Without --report, the report is printed.
Exit code: 0 for every verdict (use merge for a verdict), 2 if an input cannot be read.

Examples:
  cloudfront-conformance report run.ndjson
  cloudfront-conformance report --open mine.ndjson other.ndjson
  cloudfront-conformance report run.ndjson --baseline last-week.ndjson
  cloudfront-conformance report run.ndjson --report html=report.html --report junit=junit.xml`,
    )
    .action(
      async (files: string[], options: { report: ReportWanted[]; verbose?: true; open?: true; baseline?: string }) => {
        const baseline = options.baseline === undefined ? undefined : await readBaseline(options.baseline);
        const joint = await joinFiles(files);
        const reports = openReports(options.report);
        const records = await takeAll(joint, reports);
        if (baseline) compareWith(baseline, records);
        if (options.report.length === 0 || options.verbose || options.open) showReport(records, options);
        await reports.finish(records);
      },
    );
}
