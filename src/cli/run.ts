import { randomInt } from 'node:crypto';
import { Command, Option } from 'commander';
import { syntheticSource } from '../provision/synthetic.ts';
import { emptyRecord, exitCodeOf, recorder } from '../report/record.ts';
import { rulesOf } from '../rules/index.ts';
import { run, Unusable } from '../run/run.ts';
import { loadContract } from '../schema/contract.ts';
import { nameForm } from '../schema/names.ts';
import { openProgress, showReport } from './progress.ts';
import { openReports, parseReport, REPORT_HELP, type ReportWanted } from './reports.ts';
import { selectRules } from './select.ts';
import { openTarget } from './target.ts';
import { endpointOf, integerOf } from './values.ts';
import { VERSION } from './version.ts';

interface Options {
  endpoint?: URL;
  seed?: number;
  runs: number;
  rules: string[];
  exclude: string[];
  report: ReportWanted[];
  verbose?: true;
  sign: boolean;
}

/** Judges a target and ends the process with 0, 1 or 2. */
export function runCommand(): Command {
  return new Command('run')
    .description('judge an implementation; without --endpoint the built-in reference, over HTTP on loopback')
    .option('--endpoint <url>', 'what to judge; a path in it is kept', endpointOf)
    .option('--seed <n>', 'the same seed sends the same requests (default: drawn, and printed)', integerOf)
    .addOption(new Option('--runs <n>', 'random cases of each rule on each operation').default(50).argParser(integerOf))
    .addOption(new Option('--rules <glob...>', 'judge only these rules').default([], 'all'))
    .addOption(new Option('--exclude <glob...>', 'leave these rules out').default([], 'none'))
    .option('--report <format=file>', REPORT_HELP, parseReport, [])
    .option('--no-sign', 'send requests without a signature')
    .option('--verbose', 'show every rule, not just findings')
    .addHelpText(
      'after',
      `
Exit code: 0 it conforms (warnings allowed), 1 a rule is broken, 2 it could not be judged.

Examples:
  cloudfront-conformance run
  cloudfront-conformance run --endpoint http://127.0.0.1:4566 --report json=report.json
  cloudfront-conformance run --endpoint http://127.0.0.1:4566 --rules 'SessionStickinessConfig.*' --seed 7`,
    )
    .action(async (options: Options) => {
      process.exitCode = await judge(options);
    });
}

async function judge(options: Options): Promise<0 | 1 | 2> {
  const contract = loadContract();
  const rules = selectRules(rulesOf(contract), options.rules, options.exclude);
  const seed = options.seed ?? randomInt(2 ** 31);
  const reports = openReports(options.report);
  const { target, url } = await openTarget(contract, options, seed);
  const interruption = new AbortController();
  const interrupt = (): void => interruption.abort();
  process.once('SIGINT', interrupt);
  process.once('SIGTERM', interrupt);

  const record = emptyRecord();
  const take = recorder(record);
  const progress = openProgress();
  try {
    const events = run({
      contract,
      target,
      rules,
      names: syntheticSource((resource) => nameForm(contract, resource), seed),
      version: VERSION,
      url: url.href,
      seed,
      runs: options.runs,
      signal: interruption.signal,
      reproduce: (rule, token) => reproduceLine(options, rule, seed, token),
    });
    for await (const event of events) {
      take(event);
      reports.take(event);
      progress.show(event);
    }
  } catch (error) {
    if (!(error instanceof Unusable)) throw error;
  } finally {
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', interrupt);
    await target.close();
  }
  progress.finish();
  showReport([record], options);
  reports.finish([record]);
  return exitCodeOf(record);
}

/** A replay of the finding's calls, or where there is none, a run of its rule. */
function reproduceLine({ endpoint, sign, runs }: Options, rule: string, seed: number, token: string): string {
  const where = [...(endpoint ? [`--endpoint ${endpoint.href}`] : []), ...(sign ? [] : ['--no-sign'])];
  const words = token
    ? ['reproduce', token, ...where]
    : ['run', ...where, `--rules '${rule}'`, `--seed ${seed}`, `--runs ${runs}`];
  return `cloudfront-conformance ${words.join(' ')}`;
}
