import { Command, Option } from 'commander';
import { type Fact, factsOf } from '../../docs/facts.ts';
import { CONTRACT_FILE, installedDocumentation, readContract } from './contract-files.ts';

/** `contract facts`: what the prose of the documentation claims, one object a fact. */
export function contractFactsCommand(): Command {
  return new Command('facts')
    .description('print the facts read from the prose of the documentation')
    .option('--all', 'all operations and shapes, not only those of the contract')
    .addOption(new Option('--format <format>', 'output format').choices(['text', 'json']).default('text'))
    .addHelpText('after', '\nExample:\n  cloudfront-conformance contract facts --format json')
    .action(async ({ all, format }: { all?: boolean; format: 'text' | 'json' }) => {
      const facts = factsOf(await installedDocumentation());
      const { operations, $defs } = readContract(CONTRACT_FILE);
      const shown = all ? facts : facts.filter(({ shape }) => shape in $defs || shape in operations);
      process.stdout.write(format === 'json' ? asJson(shown) : shown.map(asText).join(''));
    });
}

const asJson = (facts: Fact[]): string =>
  `[\n${facts.map(({ shape, member, claim }) => JSON.stringify({ shape, member, ...claim })).join(',\n')}\n]\n`;

function asText({ shape, member, claim: { kind, ...fields } }: Fact): string {
  const details = Object.entries(fields).map(
    ([name, value]) => `${name} ${Array.isArray(value) ? value.join('|') : value}`,
  );
  return `${member === null ? shape : `${shape}.${member}`}: ${[kind, ...details].join(', ')}\n`;
}
