import { type Command, Option } from 'commander';
import { PHASES, type Phase } from '../../core/rule.ts';
import { DEFAULT_TIMING } from '../../core/timing.ts';
import { REQUIRE_HELP } from '../../session/require.ts';
import type { RunSettings } from '../../session/run-settings.ts';
import { parseReport, REPORT_HELP, type ReportWanted } from '../output/reports.ts';
import { RESOURCE_HELP } from './resource.ts';
import { STAGING_HELP, stagingOf } from './staging.ts';
import { concurrencyOf, endpointOf, integerOf, phasesOf, positiveIntegerOf, secondsOf } from './values.ts';

/** How a target is judged, and what becomes of that. */
export interface JudgeOptions extends Omit<RunSettings, 'phases' | 'ownRules'> {
  ownRules?: string;
  phase?: Phase[];
  report: ReportWanted[];
  open?: true;
  verbose?: true;
}

/** Adds the options by which every command that judges is told how. `plan`: also those that say which rules are judged when. */
export function addJudgeOptions(command: Command, { plan = true } = {}): Command {
  command
    .option('--resource <kind>', RESOURCE_HELP)
    .option(
      '--seed <n>',
      'seed of all random choices; the same seed sends the same requests (default: random, printed in the report)',
      integerOf,
    );
  if (plan)
    command
      .option('--runs <n>', 'random cases per rule and operation (default: 50)', integerOf)
      .option('--best <n>', 'send about this many requests, those most likely to find something', positiveIntegerOf)
      .option('--phase <list>', `run only these phases, separated by commas: ${PHASES.join(', ')}`, phasesOf)
      .option('--concurrency <n>', 'rules to judge at the same time (default: 4)', concurrencyOf)
      .option('--reset <url>', 'send a POST here before each phase, to reset the emulator', endpointOf);
  return command
    .option(
      '--settle <seconds>',
      `consistency timeout: how long reads and lists may lag behind a change (default: ${DEFAULT_TIMING.settle / 1000})`,
      secondsOf,
    )
    .option(
      '--patience <seconds>',
      `state timeout: how long to wait for a resource to reach a state (default: ${DEFAULT_TIMING.patience / 1000})`,
      secondsOf,
    )
    .addOption(new Option('--rules <glob...>', 'judge only the rules that match').default([], 'all'))
    .addOption(new Option('--exclude <glob...>', 'leave out the rules that match').default([], 'none'))
    .option('--own-rules <file>', 'also judge your own rules: a module that exports a list of rules')
    .option(
      '--known <file>',
      'known deviations that must not fail the run: a YAML or JSON list with deviation or rule, reason, expires, link',
    )
    .option('--known-strict', 'fail on outdated entries of --known (default: in CI)')
    .option('--no-known-strict', 'do not fail on outdated entries of --known')
    .addOption(new Option('--report <format=file>', REPORT_HELP).argParser(parseReport).default([], 'none'))
    .option(
      '--recorded <file>',
      'where the documentation is silent, compare responses with this recording (see --record)',
    )
    .addOption(new Option('--require <what...>', REQUIRE_HELP).default([], 'nothing'))
    .addOption(new Option('--staging <how>', STAGING_HELP).default('auto').argParser(stagingOf))
    .option('--open', 'show what the target does where the documentation is silent; no verdict depends on it')
    .option('--verbose', 'show every rule, not only findings');
}
