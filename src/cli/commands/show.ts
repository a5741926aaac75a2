import { Command } from 'commander';
import { findingPage } from '../../report/details.ts';
import { findingNumber } from '../../session/last-run.ts';
import { print } from '../../session/print.ts';
import { FOLDER } from '../options/run-options.ts';
import { paintFor } from '../output/paint.ts';

/** Prints all about one finding of the last run. */
export function showCommand(): Command {
  return new Command('show')
    .description('show a finding of the last run in this folder in full')
    .argument('<number>', 'number of the finding in the report')
    .addHelpText('after', '\nExample:\n  cloudfront-conformance show 3')
    .action((number: string) => {
      const { finding } = findingNumber(FOLDER, number);
      const columns = process.stdout.isTTY ? process.stdout.columns : undefined;
      print(...findingPage(finding, paintFor(process.stdout), { number: Number(number), columns }));
    });
}
