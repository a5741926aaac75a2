import { type Command, Option } from 'commander';
import { PHASES, type Phase } from '../../core/rule.ts';
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
  verbose?: true;
}

/** Adds the options by which every command that judges is told how. `plan`: also those that say which rules are judged when. */
export function addJudgeOptions(command: Command, { plan = true } = {}): Command {
  command
    .option('--resource <kind>', RESOURCE_HELP)
    .option('--seed <n>', 'the same seed sends the same requests (default: drawn, and printed)', integerOf);
  if (plan)
    command
      .option('--runs <n>', 'random cases of each rule on each operation (default: 50)', integerOf)
      .option(
        '--best <n>',
        'only about so many requests, those that find most, and those that delete',
        positiveIntegerOf,
      )
      .option('--phase <list>', `only these phases, with commas between them: ${PHASES.join(',')}`, phasesOf)
      .option('--concurrency <n>', 'rules judged at the same time (default: 4)', concurrencyOf)
      .option('--reset <url>', 'send POST to it before each phase, where an emulator offers that', endpointOf);
  return command
    .option('--settle <seconds>', 'how late a read or a listing may show a change (default: 2)', secondsOf)
    .option('--patience <seconds>', 'how long to wait for a state that takes real time (default: 20)', secondsOf)
    .addOption(new Option('--rules <glob...>', 'judge only these rules').default([], 'all'))
    .addOption(new Option('--exclude <glob...>', 'leave these rules out').default([], 'none'))
    .option('--own-rules <file>', 'judge rules of your own too: a module that exports a list of them')
    .option('--known <file>', 'YAML or JSON list of deviations that do not fail the run: rule, reason, expires, link')
    .option('--known-strict', 'fail on known deviations that no longer apply (default: in CI)')
    .option('--no-known-strict', 'do not')
    .addOption(new Option('--report <format=file>', REPORT_HELP).argParser(parseReport).default([], 'none'))
    .option('--recorded <file>', 'hold answers on which the documentation is silent against such a recording, too')
    .addOption(new Option('--require <what...>', REQUIRE_HELP).default([], 'nothing'))
    .addOption(new Option('--staging <how>', STAGING_HELP).default('auto').argParser(stagingOf))
    .option('--verbose', 'show every rule, not just findings');
}
