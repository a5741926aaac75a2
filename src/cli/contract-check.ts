import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { CONTRACT_FILE, contractText, installedDocumentation } from './contract-files.ts';

/** `contract check`: exit 1 if building the contract again would change it. */
export function contractCheckCommand(): Command {
  return new Command('check').description('exit 1 if building the contract again would change it').action(async () => {
    const same = contractText(await installedDocumentation()) === readFileSync(CONTRACT_FILE, 'utf8');
    process.stdout.write(
      same
        ? 'the contract is what the documentation gives\n'
        : 'the contract is not what the documentation gives: build it again\n',
    );
    if (!same) process.exitCode = 1;
  });
}
