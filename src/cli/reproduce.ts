import { randomInt } from 'node:crypto';
import { Command } from 'commander';
import { syntheticSource } from '../provision/synthetic.ts';
import { visibleLine } from '../report/visible.ts';
import { outcomeText } from '../rules/expect.ts';
import { rulesOf } from '../rules/index.ts';
import { reproduceAlone } from '../run/reproduce.ts';
import { loadContract } from '../schema/contract.ts';
import { nameForm } from '../schema/names.ts';
import { openTarget, type TargetOptions } from './target.ts';
import { capsuleOfToken } from './token.ts';
import { endpointOf } from './values.ts';

const EXIT = { 'STILL FAILS': 1, FIXED: 0, 'CANNOT TELL': 2 };

/** Makes the calls of a finding again and says what has become of it. */
export function reproduceCommand(): Command {
  return new Command('reproduce')
    .description('make the calls of a finding again: STILL FAILS, FIXED or CANNOT TELL')
    .argument('<token>', 'as a report shows it')
    .option('--endpoint <url>', 'what to judge; without it the built-in reference', endpointOf)
    .option('--no-sign', 'send requests without a signature')
    .addHelpText('after', '\nExit code: 0 FIXED, 1 STILL FAILS, 2 CANNOT TELL.')
    .action(async (token: string, options: TargetOptions) => {
      const capsule = capsuleOfToken(token);
      const contract = loadContract();
      const seed = randomInt(2 ** 31);
      const { target, url } = await openTarget(contract, options, seed);
      try {
        const { verdict, reason, steps } = await reproduceAlone(
          {
            contract,
            target,
            rules: rulesOf(contract),
            names: syntheticSource((resource) => nameForm(contract, resource), seed),
            url: url.href,
          },
          capsule,
        );
        const lines = steps.map(({ call, outcome }) => `${call.operation} → ${visibleLine(outcomeText(outcome))}`);
        lines.push(`${verdict}  ${capsule.rule} on ${capsule.operation}: ${visibleLine(reason)}`);
        process.stdout.write(`${lines.join('\n')}\n`);
        process.exitCode = EXIT[verdict];
      } finally {
        await target.close();
      }
    });
}
