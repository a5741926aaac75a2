import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { CONTRACTS, contractFile } from '../../contracts/contracts.ts';
import { UsageError } from '../../core/usage.ts';
import { AWS_DOMAINS_FILE } from '../../reach/aws.ts';
import { awsDomainsText, contractText, installedDocumentation } from './contract-files.ts';

/** `contract build`: writes the contracts from the installed documentation. */
export function contractBuildCommand(): Command {
  return new Command('build')
    .description('build the contracts from the installed documentation')
    .option('--out <file>', 'write only the default contract, to this file')
    .addHelpText(
      'after',
      '\nExamples:\n  cloudfront-conformance contract build\n  cloudfront-conformance contract build --out contract.json',
    )
    .action(async ({ out }: { out?: string }) => {
      const documentation = await installedDocumentation();
      if (out !== undefined) return write(out, contractText(documentation));
      for (const name of CONTRACTS) write(fileURLToPath(contractFile(name)), contractText(documentation, name));
      write(fileURLToPath(AWS_DOMAINS_FILE), await awsDomainsText());
    });
}

function write(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    throw new UsageError(`${file} can't be written: ${(error as Error).message}`);
  }
}
