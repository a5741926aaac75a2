import { writeFileSync } from 'node:fs';
import { Command } from 'commander';
import { readSdk } from '../docs/sdk.ts';
import { CONTRACT_FILE, contractText } from './contract-files.ts';

/** `contract build`: writes the contract from the installed documentation. */
export function contractBuildCommand(): Command {
  return new Command('build')
    .description('write the contract from the installed documentation')
    .option('--out <file>', 'where to', CONTRACT_FILE)
    .action(async ({ out }: { out: string }) => writeFileSync(out, contractText(await readSdk())));
}
