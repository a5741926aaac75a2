import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { CONTRACTS, contractFile } from '../../contracts/contracts.ts';
import { AWS_DOMAINS_FILE } from '../../reach/aws.ts';
import { awsDomainsText, contractText, installedDocumentation } from './contract-files.ts';

/** `contract check`: exit 1 if building the contracts again would change one. */
export function contractCheckCommand(): Command {
  return new Command('check')
    .description('check that the contracts are up to date; exit code 1 if not')
    .addHelpText('after', '\nExample:\n  cloudfront-conformance contract check')
    .action(async () => {
      const documentation = await installedDocumentation();
      const changed: string[] = CONTRACTS.filter(
        (name) => contractText(documentation, name) !== readFileSync(contractFile(name), 'utf8'),
      );
      if ((await awsDomainsText()) !== readFileSync(AWS_DOMAINS_FILE, 'utf8')) changed.push('the domains of AWS');
      process.stdout.write(
        changed.length === 0
          ? 'the contracts are up to date\n'
          : `${changed.join(', ')}: out of date; run contract build\n`,
      );
      if (changed.length > 0) process.exitCode = 1;
    });
}
