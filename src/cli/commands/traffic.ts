import { randomInt } from 'node:crypto';
import { Command, InvalidArgumentError, Option } from 'commander';
import { loadContract } from '../../contracts/load.ts';
import type { RunRecord } from '../../core/run-record.ts';
import { shellArgument } from '../../quoting/shell.ts';
import { emptyRecord, recorder } from '../../report/record.ts';
import { exitCodeOf } from '../../report/verdict.ts';
import { print } from '../../session/print.ts';
import { reproduceLine } from '../../session/reproduce-line.ts';
import { assertSelected, selecting } from '../../session/select.ts';
import { openEdge, type TrafficEdgeOptions } from '../../session/traffic-edge.ts';
import { VERSION } from '../../session/version.ts';
import { type Marker, parseMarker } from '../../traffic/edges/marker.ts';
import { chartText } from '../../traffic/report/chart-text.ts';
import { trafficHtml } from '../../traffic/report/html.ts';
import { trafficRules } from '../../traffic/rules/index.ts';
import type { Terms } from '../../traffic/rules/rule.ts';
import { judgeTraffic } from '../../traffic/run.ts';
import { addTermOptions, type TermOptions, termsOf } from '../options/traffic-terms.ts';
import { collect, endpointOf, integerOf } from '../options/values.ts';
import { openProgress } from '../output/progress.ts';
import { openReports, parseReport, REPORT_HELP, type ReportWanted } from '../output/reports.ts';
import { showReport } from '../output/show-report.ts';
import { trafficPlanCommand } from './traffic-plan.ts';

interface Options extends TrafficEdgeOptions, TermOptions {
  seed?: number;
  rules: string[];
  exclude: string[];
  report: ReportWanted[];
  verbose?: true;
}

/** Judges what an edge does to traffic and ends the process with 0, 1 or 2. */
export function trafficCommand(): Command {
  const command = new Command('traffic')
    .description('judge how a policy routes viewers; without options, on the edge of the built-in reference')
    .option('--edge <url>', 'URL of the edge to send viewers to', endpointOf)
    .option('--host <name>', 'with --policy: host name that viewers request')
    .option('--staging-host <name>', 'with --policy: domain name of the staging distribution')
    .option(
      '--staging-marker <marker>',
      'how to recognize a response from staging: header:NAME=VALUE, body:REGEX or status:N',
      markerOf,
    )
    .option('--policy <file>', 'the attached policy, as JSON in the form of the AWS CLI')
    .option('--endpoint <url>', 'API of the same implementation, through which policies are attached', endpointOf)
    .option('--no-sign', 'send API requests without a signature')
    .option('--allow-remote', 'allow requests to other machines')
    .option(
      '--clock <url>',
      'URL that moves the clock of the edge, so that no rule takes long; serve --edge offers one',
      endpointOf,
    )
    .option('--steady', 'the edge never falls back to the primary, so a share that is too low is also a failure')
    .option('--forwarded', "the edge reads a viewer's address from X-Forwarded-For")
    .option('--marker-stays', 'the marker belongs to the distribution and does not move with a promotion')
    .option(
      '--module <file>',
      "judge a module in process: its default export is a function (request) => 'primary' | 'staging'",
    )
    .option('--fault <name>', 'add a fault to the edge of the reference; repeatable', collect, [])
    .option(
      '--seed <n>',
      'seed of all random choices; the same seed draws the same viewers (default: random, printed in the report)',
      integerOf,
    )
    .addOption(new Option('--rules <glob...>', 'judge only the rules that match').default([], 'all'))
    .addOption(new Option('--exclude <glob...>', 'leave out the rules that match').default([], 'none'))
    .option('--report <format=file>', `${REPORT_HELP.replace(')', ', html)')}`, parseTrafficReport, [])
    .option('--verbose', 'show every rule and every chart')
    .addHelpText(
      'after',
      `
Exit code: 0 it conforms (warnings allowed), 1 a rule is broken, 2 it could not be judged.

Examples:
  cloudfront-conformance traffic
  cloudfront-conformance traffic --fault weight-inverted --report html=traffic.html
  cloudfront-conformance traffic --module router.ts
  cloudfront-conformance traffic --edge http://127.0.0.1:8080 --endpoint http://127.0.0.1:4566 --steady --staging-marker header:x-served-by=staging --clock http://127.0.0.1:8080/_conformance/clock
  cloudfront-conformance traffic --edge https://d111111abcdef8.cloudfront.net --host www.example.com --policy policy.json --staging-marker 'body:new release' --allow-remote
  cloudfront-conformance traffic plan --policy policy.json`,
    )
    .addCommand(trafficPlanCommand())
    .action(async (options: Options) => {
      process.exitCode = await judge(options);
    });
  return addTermOptions(command);
}

async function judge(options: Options): Promise<0 | 1 | 2> {
  const contract = loadContract();
  const all = trafficRules(contract);
  const rules = all.filter(selecting(all, options.rules, options.exclude));
  assertSelected(rules.length);
  const seed = options.seed ?? randomInt(2 ** 31);
  const interruption = new AbortController();
  const { edge, controller, close } = await openEdge(contract, options, seed, interruption.signal);
  const reports = openReports(options.report);
  const interrupt = (): void => interruption.abort();
  process.once('SIGINT', interrupt);
  process.once('SIGTERM', interrupt);
  const record = emptyRecord();
  const take = recorder(record);
  const progress = openProgress();
  try {
    const terms: Terms = termsOf(
      { ...(options.clock ? { patience: Number.POSITIVE_INFINITY } : {}), ...options },
      edge.clock.virtual,
    );
    const events = judgeTraffic({
      contract,
      edge,
      controller,
      rules,
      terms,
      seed,
      version: VERSION,
      signal: interruption.signal,
      reproduce: (rule) => reproduceLine({ command: 'traffic', rule, words: givenWords(), seed }),
    });
    for await (const event of events) {
      take(event);
      reports.take(event);
      progress.show(event);
    }
  } finally {
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', interrupt);
    await close();
  }
  progress.finish();
  showCharts(record, options);
  showReport([record], options);
  await reports.finish([record]);
  return exitCodeOf(record);
}

/** Prints a chart of each rule that is broken; with `verbose` all charts. */
function showCharts({ charts }: RunRecord, { verbose }: Options): void {
  const shown = new Set<string>();
  for (const { rule, chart } of charts) {
    if (!verbose && (!chart.broken || shown.has(rule))) continue;
    shown.add(rule);
    print(rule, ...chartText(chart), '');
  }
}

/** The words that were given, but for the rules, the seed and the reports. */
function givenWords(): string[] {
  const words: string[] = [];
  const given = process.argv.slice(3);
  for (let index = 0; index < given.length; index++) {
    const word = given[index]!;
    if (!/^--(rules|exclude|seed|report)\b/.test(word)) words.push(shellArgument(word));
    else if (!word.includes('=')) while (given[index + 1] !== undefined && !given[index + 1]!.startsWith('--')) index++;
  }
  return words;
}

function parseTrafficReport(text: string, before: ReportWanted[]): ReportWanted[] {
  const [, file] = /^html=(.+)$/.exec(text) ?? [];
  return file === undefined ? parseReport(text, before) : [...before, { format: trafficHtml, file }];
}

function markerOf(text: string): Marker {
  const marker = parseMarker(text);
  if (!marker) throw new InvalidArgumentError('give header:NAME=VALUE, body:REGEX or status:N');
  return marker;
}
