import { randomInt } from 'node:crypto';
import { Command, Option } from 'commander';
import type { Contract } from '../core/contract.ts';
import type { RunEvent } from '../core/event.ts';
import { PHASES, type Phase } from '../core/rule.ts';
import { emptyRecord, exitCodeOf, recorder } from '../report/record.ts';
import { type Rules, rulesOf } from '../rules/index.ts';
import { run, Unusable } from '../run/run.ts';
import { loadContract } from '../schema/contract.ts';
import { awsWarning } from './limits.ts';
import { openProgress, showReport } from './progress.ts';
import { openReports, parseReport, REPORT_HELP, type ReportWanted } from './reports.ts';
import { REQUIRE_HELP, requiredOperations } from './require.ts';
import { reset } from './reset.ts';
import { selectRules } from './select.ts';
import { openSession, type Session } from './session.ts';
import { STAGING_HELP, type Staging, stagingOf } from './staging.ts';
import { type OpenTarget, openTarget } from './target.ts';
import { addTargetOptions, type TargetOptions, targetWords } from './target-options.ts';
import { endpointOf, integerOf, phasesOf, secondsOf } from './values.ts';
import { VERSION } from './version.ts';

interface Options extends TargetOptions {
  seed?: number;
  runs?: number;
  concurrency?: number;
  phase?: Phase[];
  settle?: number;
  patience?: number;
  rules: string[];
  exclude: string[];
  require: string[];
  staging: Staging;
  reset?: URL;
  report: ReportWanted[];
  verbose?: true;
}

/** Judges a target and ends the process with 0, 1 or 2. */
export function runCommand(): Command {
  const command = new Command('run').description(
    'judge an implementation; without --endpoint the built-in reference, over HTTP on loopback',
  );
  return addTargetOptions(command)
    .option('--seed <n>', 'the same seed sends the same requests (default: drawn, and printed)', integerOf)
    .option('--runs <n>', 'random cases of each rule on each operation (default: 50)', integerOf)
    .option('--phase <list>', `only these phases, with commas between them: ${PHASES.join(',')}`, phasesOf)
    .option('--concurrency <n>', 'rules judged at the same time (default: 4)', integerOf)
    .option('--settle <seconds>', 'how late a read or a listing may show a change (default: 2)', secondsOf)
    .option('--patience <seconds>', 'how long to wait for a state that takes real time (default: 20)', secondsOf)
    .addOption(new Option('--rules <glob...>', 'judge only these rules').default([], 'all'))
    .addOption(new Option('--exclude <glob...>', 'leave these rules out').default([], 'none'))
    .addOption(new Option('--report <format=file>', REPORT_HELP).argParser(parseReport).default([], 'none'))
    .addOption(new Option('--require <what...>', REQUIRE_HELP).default([], 'nothing'))
    .addOption(new Option('--staging <how>', STAGING_HELP).default('auto').argParser(stagingOf))
    .option('--reset <url>', 'send POST to it before each phase, where an emulator offers that', endpointOf)
    .option('--verbose', 'show every rule, not just findings')
    .addHelpText(
      'after',
      `
Exit code: 0 it conforms (warnings allowed), 1 a rule is broken, 2 it could not be judged.

Examples:
  cloudfront-conformance run
  cloudfront-conformance run --endpoint http://127.0.0.1:4566 --report json=report.json
  cloudfront-conformance run --endpoint http://127.0.0.1:4566 --rules 'SessionStickinessConfig.*' --seed 7
  cloudfront-conformance run --endpoint http://127.0.0.1:4566 --phase edges,sequences --concurrency 1`,
    )
    .action(async (options: Options) => {
      process.exitCode = await judge(options);
    });
}

async function judge(options: Options): Promise<0 | 1 | 2> {
  const contract = loadContract();
  const plan: Plan = {
    contract,
    rules: selectRules(rulesOf(contract), options.rules, options.exclude),
    require: requiredOperations(contract, options.require),
    seed: options.seed ?? randomInt(2 ** 31),
  };
  const reports = openReports(options.report);
  const record = emptyRecord();
  const take = recorder(record);
  const progress = openProgress();
  const open = await openTarget(contract, options, plan.seed);
  try {
    for await (const event of eventsOf(plan, open, options)) {
      take(event);
      reports.take(event);
      progress.show(event);
    }
  } finally {
    await open.target.close();
  }
  progress.finish();
  showReport([record], options);
  reports.finish([record]);
  return exitCodeOf(record);
}

/** What is judged, whoever is. */
interface Plan {
  contract: Contract;
  rules: Rules;
  require: string[];
  seed: number;
}

/** Runs on an open target, and leaves nothing there, on an interrupt neither. */
async function* eventsOf(plan: Plan, open: OpenTarget, options: Options): AsyncGenerator<RunEvent, void> {
  const { url, limits, reach } = open;
  const interruption = new AbortController();
  const interrupt = (): void => interruption.abort();
  process.once('SIGINT', interrupt);
  process.once('SIGTERM', interrupt);
  if (url && reach === 'aws') for (const line of awsWarning(plan.contract, url, limits)) warn(line);
  const session = await openSession(plan.contract, open, { ...options, seed: plan.seed });
  if (session.note !== undefined) warn(session.note);
  try {
    yield* run({
      ...plan,
      target: session.target,
      names: session.names,
      version: VERSION,
      ...(url ? { url: url.href } : {}),
      runs: limits.runs,
      ...(options.phase ? { phases: options.phase } : {}),
      concurrency: session.lanes,
      settle: limits.settle,
      patience: limits.patience,
      ...(options.reset ? { between: resetting(options.reset, session) } : {}),
      signal: interruption.signal,
      reproduce: (rule, token) => reproduceLine(options, rule, plan.seed, limits.runs, token),
    });
  } catch (error) {
    if (!(error instanceof Unusable)) throw error;
  } finally {
    for (const line of await session.clean()) warn(line);
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', interrupt);
  }
}

function resetting(url: URL, { forget }: Session): () => Promise<void> {
  return async () => {
    await reset(url);
    forget();
  };
}

/** A replay of the finding's calls, or where there is none, a run of its rule. */
function reproduceLine(options: Options, rule: string, seed: number, runs: number, token: string): string {
  const where = targetWords(options);
  const words = token
    ? ['reproduce', token, ...where]
    : ['run', ...where, `--rules '${rule}'`, `--seed ${seed}`, `--runs ${runs}`];
  return `cloudfront-conformance ${words.join(' ')}`;
}

function warn(line: string): void {
  process.stderr.write(`${line}\n`);
}
