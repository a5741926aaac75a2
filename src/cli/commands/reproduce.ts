import { Command, Option } from 'commander';
import { joinedContract } from '../../contracts/contracts.ts';
import { drawSeed } from '../../core/seed.ts';
import { decodeToken } from '../../formats/token.ts';
import { visibleLine } from '../../quoting/visible.ts';
import { outcomeText } from '../../rules/expect.ts';
import { rulesOf } from '../../rules/index.ts';
import { reproduceAlone } from '../../run/reproduce.ts';
import { print } from '../../session/print.ts';
import type { Staging } from '../../session/staging.ts';
import { openTarget } from '../../session/target.ts';
import type { TargetOptions } from '../../session/target-options.ts';
import { openVisit } from '../../session/visit.ts';
import { FOLDER, targeted } from '../options/run-options.ts';
import { STAGING_HELP, stagingOf } from '../options/staging.ts';
import { addTargetOptions } from '../options/target-options.ts';

const EXIT = { 'STILL FAILS': 1, FIXED: 0, 'CANNOT TELL': 2 } as const;

interface Options extends TargetOptions {
  staging: Staging;
}

/** Makes the calls of a finding again and says what has become of it. */
export function reproduceCommand(): Command {
  const command = new Command('reproduce')
    .description('make the calls of a finding again: STILL FAILS, FIXED or CANNOT TELL')
    .argument('<token>', 'as a report shows it');
  return addTargetOptions(command)
    .addOption(new Option('--staging <how>', STAGING_HELP).default('auto').argParser(stagingOf))
    .addHelpText(
      'after',
      '\nExit code: 0 FIXED, 1 STILL FAILS, 2 CANNOT TELL.\n\nExample:\n  cloudfront-conformance reproduce TOKEN --endpoint http://127.0.0.1:4566',
    )
    .action(async (token: string, options: Options) => {
      process.exitCode = await reproduce(token, options);
    });
}

async function reproduce(token: string, options: Options): Promise<0 | 1 | 2> {
  const capsule = decodeToken(token);
  const contract = joinedContract();
  const seed = drawSeed();
  const open = await openTarget(contract, targeted(options), seed);
  try {
    const { target, names, clean } = await openVisit(contract, open, { ...options, seed, folder: FOLDER });
    const { verdict, reason, steps } = await reproduceAlone(
      { contract, target, rules: rulesOf(contract), names, ...(open.url ? { url: open.url.href } : {}) },
      capsule,
    );
    const lines = steps.map(({ call, outcome }) => visibleLine(`${call.operation} → ${outcomeText(outcome)}`));
    lines.push(`${verdict}  ${visibleLine(`${capsule.rule} on ${capsule.operation}: ${reason}`)}`, ...(await clean()));
    print(...lines);
    return EXIT[verdict];
  } finally {
    await open.target.close();
  }
}
