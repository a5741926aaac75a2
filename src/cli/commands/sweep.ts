import { statSync } from 'node:fs';
import { hostname } from 'node:os';
import { Command } from 'commander';
import { joinedContract } from '../../contracts/contracts.ts';
import type { Contract } from '../../core/contract.ts';
import { UsageError } from '../../core/usage.ts';
import { JOURNAL_FILE, openJournal, readJournal } from '../../provision/journal-file.ts';
import type { OpenRun } from '../../provision/open-runs.ts';
import { cleanUp } from '../../session/clean-up.ts';
import { print, warn } from '../../session/print.ts';
import { openTarget } from '../../session/target.ts';
import type { TargetOptions } from '../../session/target-options.ts';
import { toldEndpoint } from '../../session/told-endpoint.ts';
import { FOLDER } from '../options/run-options.ts';
import { addTargetOptions } from '../options/target-options.ts';

/** Undoes what runs left that were killed. */
export function sweepCommand(): Command {
  const command = new Command('sweep').description('delete the resources that killed runs left behind');
  return addTargetOptions(command)
    .addHelpText(
      'after',
      `
It reads the journal of those runs, ${JOURNAL_FILE} in the current folder, and uses the endpoint recorded there unless one is given. It deletes only what those runs created, and is safe to repeat.

Exit code: 0 nothing is left; 2 something could not be deleted, or the journal or the target could not be used.

Examples:
  cloudfront-conformance sweep
  cloudfront-conformance sweep --endpoint https://cloudfront.amazonaws.com --allow-remote --allow-aws --profile test`,
    )
    .action(async (options: TargetOptions) => {
      process.exitCode = await sweep(options);
    });
}

async function sweep(options: TargetOptions): Promise<0 | 2> {
  if (statSync(FOLDER, { throwIfNoEntry: false })?.isDirectory() === false)
    throw new UsageError(`${FOLDER} is a file; sweep reads the journal in a folder of that name`);
  const contract = joinedContract();
  const { open: runs, damaged } = readJournal(JOURNAL_FILE);
  const left: string[] = [];
  for (const run of runs) {
    if (isAlive(run)) left.push(`the run of ${run.started} is still in progress (process ${run.pid})`);
    else left.push(...(await sweepOne(contract, run, options)));
  }
  print(...left);
  if (damaged.length > 0) {
    warn(damageText(damaged));
    return 2;
  }
  print(left.length === 0 ? clean(runs.length) : `something is left of ${counted(runs.length)}; see above`);
  return left.length === 0 ? 0 : 2;
}

const counted = (count: number): string => `${count} killed ${count === 1 ? 'run' : 'runs'}`;

const clean = (count: number): string =>
  count === 0 ? 'no killed run is in the journal: nothing is left' : `nothing is left of ${counted(count)}`;

function damageText(lines: readonly number[]): string {
  const which = lines.length === 1 ? `line ${lines[0]}` : `${lines.length} lines, the first of them line ${lines[0]}`;
  return `${JOURNAL_FILE} is damaged in ${which}; resources named there may be left: delete them by hand, then delete the file`;
}

async function sweepOne(contract: Contract, run: OpenRun, options: TargetOptions): Promise<string[]> {
  const endpoint = options.endpoint ?? endpointIn(run, options);
  if (!endpoint && options.handler === undefined)
    throw new UsageError(`the run of ${run.started} had no endpoint; name its target with the option that the run had`);
  const { target, limits } = await openTarget(contract, { ...options, ...(endpoint ? { endpoint } : {}) }, 0);
  const journal = openJournal(JOURNAL_FILE);
  try {
    return await cleanUp(contract, target, { open: run, write: journal.write, patience: limits.patience });
  } finally {
    journal.close();
    await target.close();
  }
}

/** The endpoint that the journal names. Throws a UsageError. */
function endpointIn({ endpoint, started }: OpenRun, options: TargetOptions): URL | undefined {
  if (endpoint === undefined) return undefined;
  return toldEndpoint(endpoint, options, `the journal says that the run of ${started} went to`);
}

/** Whether the process of a run is still there, on this machine. */
function isAlive({ pid, host }: OpenRun): boolean {
  if (host !== hostname()) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
