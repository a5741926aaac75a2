import { Command } from 'commander';
import type { Shard } from '../core/event.ts';
import { draftKnown } from '../report/known.ts';
import { emptyRecord, exitCodeOf, recorder } from '../report/record.ts';
import { dropFixed, keepFailure, readFailures } from './failures.ts';
import { addJudgeOptions, type JudgeOptions } from './judge-options.ts';
import { eventsOf, planOf } from './judging.ts';
import { writeKnown } from './known.ts';
import { openProgress } from './progress.ts';
import { publish } from './publish.ts';
import { openReports } from './reports.ts';
import { openTarget } from './target.ts';
import { addTargetOptions, type TargetOptions } from './target-options.ts';
import { shardOf } from './values.ts';

interface Options extends TargetOptions, JudgeOptions {
  name?: string;
  shard?: Shard;
  writeKnown?: string;
}

/** Judges a target and ends the process with 0, 1 or 2. */
export function runCommand(): Command {
  const command = new Command('run').description(
    'judge an implementation; without --endpoint the built-in reference, over HTTP on loopback',
  );
  return addJudgeOptions(addTargetOptions(command))
    .option('--name <text>', 'what reports call the target (default: its address)')
    .option('--shard <k/n>', 'judge only this part of the rules; merge joins the parts', shardOf)
    .option('--write-known <file>', 'draft a list for --known from what is broken')
    .addHelpText(
      'after',
      `
Exit code: 0 it conforms (warnings allowed), 1 a rule is broken, 2 it could not be judged.
Failing cases are kept in .cloudfront-conformance/failures and tried first in the next run on the same target.

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
  const plan = { ...planOf(options), ...(options.shard ? { shard: options.shard } : {}) };
  const reports = openReports(options.report);
  const record = emptyRecord();
  const take = recorder(record);
  const progress = openProgress();
  const open = await openTarget(plan.contract, options, plan.seed);
  const target = { ...open.target, name: options.name ?? open.target.name };
  const place = open.url?.href ?? open.target.name;
  const earlier = open.embedded ? [] : readFailures(place, plan.contract);
  try {
    for await (const event of eventsOf({ ...plan, earlier }, { ...open, target }, options)) {
      take(event);
      reports.take(event);
      progress.show(event);
      if (event.type === 'finding' && !open.embedded) keepFailure(place, event.finding);
    }
  } finally {
    await open.target.close();
  }
  progress.finish();
  publish([record], reports, options);
  dropFixed(place, earlier, record);
  if (options.writeKnown !== undefined) writeKnown(options.writeKnown, draftKnown(record));
  return exitCodeOf(record);
}
