import { Command } from 'commander';
import { contractBuildCommand } from './contract-build.ts';
import { contractCheckCommand } from './contract-check.ts';
import { contractCompareCommand } from './contract-compare.ts';
import { contractDiffCommand } from './contract-diff.ts';
import { contractFactsCommand } from './contract-facts.ts';
import { contractUnreadCommand } from './contract-unread.ts';

/** `contract`: what is generated from the documentation, and how it compares with other documentation. */
export function contractCommand(): Command {
  return new Command('contract')
    .description('build, check and compare the contract made from the documentation')
    .addHelpText(
      'after',
      '\nExamples:\n  cloudfront-conformance contract check\n  cloudfront-conformance contract build',
    )
    .addCommand(contractBuildCommand())
    .addCommand(contractCheckCommand())
    .addCommand(contractCompareCommand())
    .addCommand(contractUnreadCommand())
    .addCommand(contractFactsCommand())
    .addCommand(contractDiffCommand());
}
