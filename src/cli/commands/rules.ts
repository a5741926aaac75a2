import { Command, Option } from 'commander';
import { loadContract } from '../../contracts/load.ts';
import { ledgerMarkdown } from '../../report/ledger-markdown.ts';
import { rulesOf } from '../../rules/index.ts';
import { ledger } from '../../rules/ledger.ts';
import { resourceContract } from '../../session/resource.ts';
import { selecting } from '../../session/select.ts';
import { trafficRules } from '../../traffic/rules/index.ts';
import { RESOURCE_HELP } from '../options/resource.ts';

/** Prints every rule. */
export function rulesCommand(): Command {
  return new Command('rules')
    .description('list every rule with its demand, its source and its phases')
    .argument('[glob...]', 'only the rules that match')
    .addOption(new Option('--format <format>', 'output format').choices(['text', 'json', 'markdown']).default('text'))
    .option('--resource <kind>', RESOURCE_HELP)
    .addHelpText(
      'after',
      "\nExamples:\n  cloudfront-conformance rules 'SessionStickinessConfig.*'\n  cloudfront-conformance rules --format json",
    )
    .action((globs: string[], { format, resource }: { format: 'text' | 'json' | 'markdown'; resource?: string }) => {
      const contract = resource === undefined ? loadContract() : resourceContract(resource);
      const all = ledger(contract, rulesOf(contract), trafficRules(contract));
      const entries = all.filter(selecting(all, globs, []));
      const source = `${contract.source.package}@${contract.source.version}`;
      if (format === 'json') process.stdout.write(`${JSON.stringify(entries, null, 2)}\n`);
      else if (format === 'markdown') process.stdout.write(ledgerMarkdown(entries, source));
      else {
        for (const { id, evidence, demands } of entries) process.stdout.write(`${id}\n    ${demands} (${evidence})\n`);
        process.stdout.write(
          `${entries.length} rules from ${source}; cloudfront-conformance explain RULE explains one\n`,
        );
      }
    });
}
