import { Command } from 'commander';
import { differenceKey } from '../../core/difference.ts';
import type { RunEvent } from '../../core/event.ts';
import { emptyRecord, recorder } from '../../report/record.ts';
import { exitCodeOf } from '../../report/verdict.ts';
import { visitEvents } from '../../session/events.ts';
import { keepFailure } from '../../session/failures.ts';
import { type Plan, planOf } from '../../session/plan.ts';
import type { RunOptions } from '../../session/run-options.ts';
import { type OpenTarget, openTarget } from '../../session/target.ts';
import type { TargetOptions } from '../../session/target-options.ts';
import { usable } from '../../session/usable.ts';
import { interruption } from '../interrupt.ts';
import { addJudgeOptions, type JudgeOptions } from '../options/judge-options.ts';
import { FOLDER, runOptionsOf } from '../options/run-options.ts';
import { addTargetOptions } from '../options/target-options.ts';
import { durationOf, shardOf } from '../options/values.ts';
import { openProgress } from '../output/progress.ts';
import { publish } from '../output/publish.ts';
import { openReports } from '../output/reports.ts';

interface Options extends TargetOptions, JudgeOptions {
  /** Seconds. */
  for: number;
}

/** Judges a target with one seed after the other until the time is over. */
export function fuzzCommand(): Command {
  const command = new Command('fuzz').description('keep running with new seeds for the given time');
  return addJudgeOptions(addTargetOptions(command.requiredOption('--for <time>', 'such as 90s, 10m or 2h', durationOf)))
    .option('--shard <k/n>', 'draw only this part of the seeds; merge joins the parts', shardOf)
    .addHelpText(
      'after',
      `
Each finding is kept in .cloudfront-conformance/failures once for its cause. Unless --phase says otherwise, only the
phases that depend on the seed are run. Exit code: as for run.

Example:
  cloudfront-conformance fuzz --for 10m --endpoint http://127.0.0.1:4566 --report ndjson=fuzz.ndjson`,
    )
    .action(async (options: Options) => {
      process.exitCode = await fuzz({ ...options, phase: options.phase ?? ['random'] });
    });
}

async function fuzz(options: Options): Promise<0 | 1 | 2> {
  const wanted = runOptionsOf(options);
  const plan = await planOf(wanted);
  const reports = openReports(options.report);
  const record = emptyRecord();
  const take = recorder(record);
  const progress = openProgress();
  const open = await openTarget(plan.contract, wanted, plan.seed);
  const { signal, done } = interruption();
  try {
    for await (const event of rounds(plan, open, { ...wanted, signal }, options.for)) {
      take(event);
      reports.take(event);
      progress.show(event);
      if (event.type === 'finding') keepFailure(open, FOLDER, event.finding);
    }
  } finally {
    done();
    await open.target.close();
  }
  progress.finish();
  await publish([record], reports, options);
  return exitCodeOf(record);
}

/** One run after the other, as the events of a single run: each finding once for its cause. */
async function* rounds(
  { shard, ...plan }: Plan,
  open: OpenTarget,
  options: RunOptions & { signal: AbortSignal },
  seconds: number,
): AsyncGenerator<RunEvent> {
  const { index, count } = shard ?? { index: 1, count: 1 };
  const begun = performance.now();
  const time = AbortSignal.timeout(seconds * 1000);
  const signal = AbortSignal.any([time, options.signal]);
  const causes = new Set<string>();
  const notes = new Set<string>();
  const before = { requests: 0, retries: 0 };
  let last: Extract<RunEvent, { type: 'end' }> | undefined;
  for (let round = 0; !time.aborted && !last?.error; round++) {
    const seed = (plan.seed + round * count + index - 1) % 2 ** 31;
    for await (const event of usable(visitEvents({ ...plan, seed }, open, { ...options, signal }))) {
      switch (event.type) {
        case 'start':
          if (round === 0) yield { ...event, ...(shard ? { shard } : {}), seed: plan.seed };
          break;
        case 'preflight':
          if (round === 0) yield event;
          break;
        case 'note': {
          const note = `${event.rule}: ${event.text}`;
          if (!notes.has(note)) yield event;
          notes.add(note);
          break;
        }
        case 'finding': {
          const { rule, differences = [] } = event.finding;
          const key = [rule, ...differences.map(differenceKey)].join(' & ');
          if (!causes.has(key)) yield event;
          causes.add(key);
          break;
        }
        case 'judged':
          // What the end of the time cut short is no verdict.
          if (event.status !== 'skip' || !time.aborted) yield event;
          break;
        case 'progress':
          yield { ...event, requests: before.requests + event.requests, findings: causes.size };
          break;
        case 'end':
          last = event;
          break;
        default:
          yield event;
      }
    }
    before.requests += last?.requests ?? 0;
    before.retries += last?.retries ?? 0;
    // An interrupt of ours is the end of the time; any other one is a person's.
    if (last?.interrupted && !time.aborted) break;
  }
  yield {
    ...before,
    type: 'end',
    seconds: (performance.now() - begun) / 1000,
    interrupted: !time.aborted && (last?.interrupted ?? false),
    ...(last?.error === undefined ? {} : { error: last.error }),
  };
}
