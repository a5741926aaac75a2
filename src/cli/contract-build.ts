import { writeFileSync } from 'node:fs';
import { Command } from 'commander';
import { CONTRACT_FILE, contractText, installedDocumentation } from './contract-files.ts';
import { UsageError } from './usage.ts';

/** `contract build`: writes the contract from the installed documentation. */
export function contractBuildCommand(): Command {
  return new Command('build')
    .description('write the contract from the installed documentation')
    .option('--out <file>', 'where to', CONTRACT_FILE)
    .action(async ({ out }: { out: string }) => {
      const text = contractText(await installedDocumentation());
      try {
        writeFileSync(out, text);
      } catch (error) {
        throw new UsageError(`${out} can't be written: ${(error as Error).message}`);
      }
    });
}
