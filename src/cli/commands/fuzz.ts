import { Command, Option } from 'commander';
import { differenceKey } from '../../core/difference.ts';
import { UsageError } from '../../core/usage.ts';
import { smallestCover } from '../../fuzz/cover.ts';
import { emptyRecord, recorder } from '../../report/record.ts';
import { exitCodeOf } from '../../report/verdict.ts';
import { corpusFolder } from '../../session/corpus-folder.ts';
import { keepFailure } from '../../session/failures.ts';
import { fuzzEvents } from '../../session/fuzz.ts';
import { interruption } from '../../session/interruption.ts';
import { contractFor } from '../../session/plan.ts';
import { print } from '../../session/print.ts';
import type { OpenTarget } from '../../session/target.ts';
import type { TargetOptions } from '../../session/target-options.ts';
import { usable } from '../../session/usable.ts';
import { addJudgeOptions, type JudgeOptions } from '../options/judge-options.ts';
import { FOLDER, runOptionsOf } from '../options/run-options.ts';
import { addTargetOptions } from '../options/target-options.ts';
import { concurrencyOf, durationOf, shardOf } from '../options/values.ts';
import { openProgress } from '../output/progress.ts';
import { publish } from '../output/publish.ts';
import { openReports } from '../output/reports.ts';

interface Options extends TargetOptions, JudgeOptions {
  /** Seconds. */
  for?: number;
  workers?: number;
  corpus?: string;
  minimiseCorpus?: true;
}

const HELP = `
Each case is a sequence of calls, made by changing a case that showed something new. A deviation is repeated on fresh
resources, reduced to the fewest calls and smallest values that show it, and reported once for its cause. With --corpus,
cases that showed something new are kept as files, where a later run or another machine continues. Use one folder for
each target. Exit code: as for run.

Examples:
  cloudfront-conformance fuzz --for 10m --endpoint http://127.0.0.1:4566 --corpus corpus
  cloudfront-conformance fuzz --minimise-corpus --corpus corpus`;

/** Sends sequences of calls to a target that nobody wrote down, each made from what earlier ones showed, until the time is over. */
export function fuzzCommand(): Command {
  const command = new Command('fuzz').description(
    'search for deviations with unusual sequences of calls for the given time, learning from the responses',
  );
  command
    .option('--for <time>', 'how long to run, such as 90s, 10m or 2h', durationOf)
    .option('--workers <n>', 'cases to run at the same time (default: 2)', concurrencyOf)
    .option('--corpus <dir>', 'folder of cases that showed something new: start with them, and add to them')
    .option('--minimise-corpus', 'send nothing; delete cases that show nothing of their own, and exit');
  return addJudgeOptions(addTargetOptions(command), { plan: false })
    .addOption(
      new Option('--shard <k/n>', 'try other cases than the other shards; merge joins the records').argParser(shardOf),
    )
    .addHelpText('after', HELP)
    .action(async (options: Options) => {
      if (options.minimiseCorpus) return minimiseCorpus(options);
      if (options.for === undefined) throw new UsageError('say how long to search: --for 10m');
      process.exitCode = await search(options, options.for);
    });
}

async function search(options: Options, seconds: number): Promise<0 | 1 | 2> {
  const { for: _, minimiseCorpus: __, workers, corpus, ...judging } = options;
  const reports = openReports(options.report);
  const record = emptyRecord();
  const take = recorder(record);
  const progress = openProgress();
  const { signal, done } = interruption();
  const causes = new Set<string>();
  let open: OpenTarget | undefined;
  const wanted = {
    ...runOptionsOf(judging),
    signal,
    time: seconds * 1000,
    ...(workers === undefined ? {} : { workers }),
    ...(corpus === undefined ? {} : { corpus }),
  };
  const events = fuzzEvents(wanted, (opened) => {
    open = opened;
  });
  try {
    for await (const event of usable(events)) {
      if (event.type === 'finding') {
        const { rule, differences = [] } = event.finding;
        const cause = [rule, ...differences.map(differenceKey)].join(' & ');
        if (causes.has(cause)) continue;
        causes.add(cause);
        // A run tries again what its own rules find.
        if (open && !event.finding.rule.startsWith('sequence.')) keepFailure(open, FOLDER, event.finding);
      }
      take(event);
      reports.take(event);
      progress.show(event);
    }
  } finally {
    done();
  }
  progress.finish();
  await publish([record], reports, options);
  return exitCodeOf(record);
}

function minimiseCorpus(options: Options): void {
  if (options.corpus === undefined) throw new UsageError('name the corpus: --minimise-corpus --corpus DIR');
  const folder = corpusFolder(contractFor(options), options.corpus);
  const entries = folder.entries();
  const kept = new Set(smallestCover(entries).map(({ digest }) => digest));
  for (const { digest } of entries) if (!kept.has(digest)) folder.remove(digest);
  print(`${options.corpus}: kept ${kept.size} of ${entries.length} cases, which show all that the others showed`);
}
