import { Command } from 'commander';
import type { RunRecord } from '../../core/run-record.ts';
import { UsageError } from '../../core/usage.ts';
import { draftKnown } from '../../report/known.ts';
import { emptyRecord, recorder } from '../../report/record.ts';
import { exitCodeOf, verdictOf } from '../../report/verdict.ts';
import { sessionEvents } from '../../session/events.ts';
import { interruption } from '../../session/interruption.ts';
import type { TargetOptions } from '../../session/target-options.ts';
import { usable } from '../../session/usable.ts';
import { baselineOption } from '../options/baseline.ts';
import { addJudgeOptions, type JudgeOptions } from '../options/judge-options.ts';
import { runOptionsOf } from '../options/run-options.ts';
import { addTargetOptions } from '../options/target-options.ts';
import { shardOf, textOf } from '../options/values.ts';
import { checkWritable } from '../output/output-file.ts';
import { openProgress } from '../output/progress.ts';
import { openReports } from '../output/reports.ts';

interface Options extends TargetOptions, JudgeOptions {
  baseline?: string;
  name?: string;
  writeKnown?: string;
  record?: string;
  fromCassette?: string;
  watch?: true;
}

/** Judges a target and ends the process with 0, 1 or 2. */
export function runCommand(): Command {
  const command = new Command('run').description(
    'judge an implementation; without a target, the built-in reference over HTTP',
  );
  return addJudgeOptions(addTargetOptions(command))
    .option('--reference', 'judge the built-in reference (the default without a target)')
    .option('--no-reference', 'exit with code 2 if no target is given')
    .addOption(baselineOption())
    .option('--name <text>', 'name of the target in reports (default: its address)', textOf)
    .option('--shard <k/n>', 'judge part k of n of the rules; merge joins the parts', shardOf)
    .option('--record <file>', 'record every exchange without secrets; rules are then judged one at a time')
    .option('--from-cassette <file>', 'replay a recording made with --record, without any network')
    .option('--write-known <file>', 'write the broken rules as a draft for --known')
    .option('--watch', 'run again on Enter, or when a file of the --start command changes; open deviations first')
    .addHelpText(
      'after',
      `
Exit code: 0 the target conforms (warnings allowed), 1 a rule is broken, 2 the target could not be judged.
Failing cases are kept in .cloudfront-conformance/failures and are tried first in the next run on the same target.
With --watch, Ctrl-C or the end of standard input exits with the code of the last run.

Examples:
  cloudfront-conformance run
  cloudfront-conformance run --endpoint http://127.0.0.1:4566 --report json=report.json
  cloudfront-conformance run --endpoint http://127.0.0.1:4566 --rules 'SessionStickinessConfig.*' --seed 7
  cloudfront-conformance run --endpoint http://127.0.0.1:4566 --record recording.ndjson
  cloudfront-conformance run --from-cassette recording.ndjson
  cloudfront-conformance run --watch --endpoint http://127.0.0.1:4566 --start 'node server.js'
  cloudfront-conformance run --endpoint http://127.0.0.1:4566 --phase edges,sequences --concurrency 1`,
    )
    .action(async (options: Options) => {
      expectTarget(options);
      process.exitCode = options.watch ? await watched(options) : await judge(options);
    });
}

async function judge(options: Options): Promise<0 | 1 | 2> {
  const compare = options.baseline === undefined ? undefined : await comparison(options.baseline);
  const reports = openReports(options.report);
  for (const file of [options.writeKnown, options.record]) if (file !== undefined) checkWritable(file);
  const record = emptyRecord();
  const take = recorder(record);
  const progress = openProgress();
  const { signal, done } = interruption();
  try {
    for await (const event of usable(sessionEvents({ ...runOptionsOf(options), signal }))) {
      take(event);
      reports.take(event);
      progress.show(event);
    }
  } finally {
    done();
  }
  progress.finish();
  const { publish } = await import('../output/publish.ts');
  compare?.(record);
  await publish([record], reports, options);
  if (options.writeKnown !== undefined) {
    const { listIn, writeKnown } = await import('../../session/known.ts');
    if (verdictOf(record) === 'NOT JUDGED')
      process.stderr.write(`${options.writeKnown} is unchanged: nothing could be judged\n`);
    else writeKnown(options.writeKnown, draftKnown(record, listIn(options.writeKnown)));
  }
  return exitCodeOf(record);
}

/** Reads the baseline before the run, so that a wrong file costs no run. What reads it is loaded only where one is named. */
async function comparison(file: string): Promise<(record: RunRecord) => void> {
  const { compareWith, readBaseline } = await import('../output/baseline.ts');
  const baseline = await readBaseline(file);
  return (record) => compareWith(baseline, [record]);
}

async function watched(options: Options): Promise<0 | 1 | 2> {
  const { watchRuns } = await import('./run-watch.ts');
  return watchRuns(options, runOptionsOf(options));
}

/** Throws a UsageError where the reference would be judged although it was refused, or is asked for beside another target. */
function expectTarget({ reference, endpoint, handler, module, nock, fromCassette }: Options): void {
  const other = Object.entries({ endpoint, handler, fromCassette }).find(([, value]) => value !== undefined)?.[0];
  if (reference === true && other !== undefined)
    throw new UsageError(`--reference cannot be used with --${other === 'fromCassette' ? 'from-cassette' : other}`);
  if (reference === false && other === undefined && module === undefined && !nock)
    throw new UsageError(
      'no target was given; name one with --endpoint (the input endpoint of the action), --handler or --module, or ask for the built-in reference with --reference (the input reference: true)',
    );
}
