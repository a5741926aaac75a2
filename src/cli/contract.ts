import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { buildContract } from '../docs/contract-builder.ts';
import type { Plan } from '../docs/plan.ts';
import { prettyJson } from '../docs/pretty-json.ts';
import { readSdk } from '../docs/sdk.ts';

const fixture = (name: string): string => fileURLToPath(new URL(`../../fixtures/contract/${name}`, import.meta.url));

/** The `contract` command: what is generated from the documentation, and how it compares with other documentation. */
export function contractCommand(): Command {
  const command = new Command('contract').description('build, check and compare what the documentation says');
  command
    .command('build')
    .description('write the contract from the installed documentation')
    .option('--out <file>', 'where to', fixture('cloudfront.json'))
    .action(async ({ out }: { out: string }) => writeFileSync(out, await built()));
  command
    .command('check')
    .description('exit 1 if building the contract again would change it')
    .action(async () => {
      const same = (await built()) === readFileSync(fixture('cloudfront.json'), 'utf8');
      process.stdout.write(same ? 'the contract is what the documentation gives\n' : 'the contract is out of date\n');
      if (!same) process.exitCode = 1;
    });
  return command;
}

async function built(): Promise<string> {
  const plan = JSON.parse(readFileSync(fixture('resources.json'), 'utf8')) as Plan;
  return `${prettyJson(buildContract(await readSdk(), plan))}\n`;
}
