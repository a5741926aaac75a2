import { Command, Option } from 'commander';
import { allContracts, joinedContract } from '../../contracts/contracts.ts';
import type { Contract } from '../../core/contract.ts';
import type { Reproducer } from '../../core/reproducer.ts';
import { drawSeed } from '../../core/seed.ts';
import { UsageError } from '../../core/usage.ts';
import { visibleLine } from '../../quoting/visible.ts';
import { outcomeText } from '../../rules/expect.ts';
import { rulesOf } from '../../rules/index.ts';
import { sequenceRules } from '../../rules/sequence/index.ts';
import { reproduceAlone } from '../../run/reproduce.ts';
import { print } from '../../session/print.ts';
import type { Staging } from '../../session/staging.ts';
import { openTarget } from '../../session/target.ts';
import type { TargetOptions } from '../../session/target-options.ts';
import { toldEndpoint } from '../../session/told-endpoint.ts';
import { openVisit } from '../../session/visit.ts';
import { FINDING_HELP, findingNamed } from '../options/finding.ts';
import { FOLDER, namesTarget, targeted } from '../options/run-options.ts';
import { STAGING_HELP, stagingOf } from '../options/staging.ts';
import { addTargetOptions } from '../options/target-options.ts';

const EXIT = { 'STILL FAILS': 1, FIXED: 0, 'CANNOT TELL': 2 } as const;

interface Options extends TargetOptions {
  staging: Staging;
}

/** Makes the calls of a finding again and prints whether it is fixed. */
export function reproduceCommand(): Command {
  const command = new Command('reproduce')
    .description('repeat the calls of a finding: STILL FAILS, FIXED or CANNOT TELL')
    .argument('<finding>', FINDING_HELP);
  return addTargetOptions(command)
    .addOption(new Option('--staging <how>', STAGING_HELP).default('auto').argParser(stagingOf))
    .addHelpText(
      'after',
      '\nExit code: 0 FIXED, 1 STILL FAILS, 2 CANNOT TELL.\n\nExamples:\n  cloudfront-conformance reproduce 3\n  cloudfront-conformance reproduce TOKEN --endpoint http://127.0.0.1:4566',
    )
    .action(async (word: string, options: Options) => {
      const { capsule: reproducer, endpoint } = findingNamed(word);
      const there =
        endpoint && !namesTarget(options)
          ? { ...options, endpoint: toldEndpoint(endpoint, options, 'the last run in this folder went to') }
          : options;
      if (!namesTarget(there) && there.module === undefined && !there.sdk)
        throw new UsageError('say where the finding was made: --endpoint URL, or --handler, --module or --nock');
      process.exitCode = await reproduce(reproducer, there);
    });
}

/** The contract that a rule and its calls belong to: of kinds that they do not speak of nothing is listed or created. */
function contractFor({ rule, calls }: Reproducer): Contract {
  const speaks = (contract: Contract): boolean => {
    const { answer, active } = rulesOf(contract);
    return (
      calls.every(({ operation }) => operation in contract.operations) &&
      [...answer, ...active, ...sequenceRules(contract)].some(({ id }) => id === rule)
    );
  };
  return allContracts().find(speaks) ?? joinedContract();
}

async function reproduce(reproducer: Reproducer, options: Options): Promise<0 | 1 | 2> {
  const contract = contractFor(reproducer);
  const seed = drawSeed();
  const open = await openTarget(contract, targeted(options), seed);
  try {
    const { target, names, clean } = await openVisit(contract, open, { ...options, seed, folder: FOLDER });
    const { verdict, reason, steps } = await reproduceAlone(
      { contract, target, rules: rulesOf(contract), names, ...(open.url ? { url: open.url.href } : {}) },
      reproducer,
    );
    const lines = steps.map(({ call, outcome }) => visibleLine(`${call.operation} → ${outcomeText(outcome)}`));
    lines.push(
      `${verdict}  ${visibleLine(`${reproducer.rule} on ${reproducer.operation}: ${reason}`)}`,
      ...(await clean()),
    );
    print(...lines);
    return EXIT[verdict];
  } finally {
    await open.target.close();
  }
}
