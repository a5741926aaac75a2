import { Command } from 'commander';
import { findingPage } from '../../report/details.ts';
import { findingNumber } from '../../session/last-run.ts';
import { print } from '../../session/print.ts';
import { FOLDER } from '../options/run-options.ts';
import { paintFor } from '../output/paint.ts';

/** Prints all about one finding of the last run. */
export function showCommand(): Command {
  return new Command('show')
    .description('show all about a finding of the last run in this folder')
    .argument('<number>', 'as the report shows it')
    .addHelpText('after', '\nExample:\n  cloudfront-conformance show 3')
    .action((number: string) => {
      print(...findingPage(findingNumber(FOLDER, number).finding, paintFor(process.stdout)));
    });
}
