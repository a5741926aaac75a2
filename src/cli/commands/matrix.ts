import { Command, Option } from 'commander';
import { given } from '../../core/given.ts';
import { drawSeed } from '../../core/seed.ts';
import { UsageError } from '../../core/usage.ts';
import { recordsTaker } from '../../report/records.ts';
import { exitCodeOfAll } from '../../report/verdict.ts';
import { sessionEvents } from '../../session/events.ts';
import { interruption } from '../../session/interruption.ts';
import type { TargetOptions } from '../../session/target-options.ts';
import { usable } from '../../session/usable.ts';
import { addJudgeOptions, type JudgeOptions } from '../options/judge-options.ts';
import { runOptionsOf } from '../options/run-options.ts';
import { addTransportOptions } from '../options/target-options.ts';
import { targetOf } from '../options/values.ts';
import { openProgress } from '../output/progress.ts';
import { publish } from '../output/publish.ts';
import { openReports } from '../output/reports.ts';

interface Options extends Omit<TargetOptions, 'target'>, JudgeOptions {
  target: { name: string; endpoint?: URL }[];
}

/** Judges several targets side by side, by the same rules with the same seed. */
export function matrixCommand(): Command {
  const command = new Command('matrix').description('judge several implementations side by side');
  const target = new Option(
    '--target <name=url>',
    'target to judge; name=reference for the built-in reference; repeatable',
  )
    .argParser(targetOf)
    .default([], 'none');
  return addJudgeOptions(addTransportOptions(command.addOption(target)))
    .addHelpText(
      'after',
      `
Exit code: as for run; the worst of all targets.

Examples:
  cloudfront-conformance matrix --target moto=http://127.0.0.1:5000 --target mine=http://127.0.0.1:4566 --report html=matrix.html
  cloudfront-conformance matrix --target mine=http://127.0.0.1:4566 --target reference=reference --report 'badge=badges/{target}.json'`,
    )
    .action(async (options: Options) => {
      process.exitCode = await judgeAll(options);
    });
}

async function judgeAll({ target: targets, ...options }: Options): Promise<0 | 1 | 2> {
  if (targets.length === 0) throw new UsageError('give each implementation as --target name=URL');
  const names = targets.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined) throw new UsageError(`two targets are called ${twice}; give each a name of its own`);
  const seed = options.seed ?? drawSeed();
  const reports = openReports(options.report);
  const progress = openProgress();
  const { records, take } = recordsTaker();
  const { signal, done } = interruption();
  const judge = async (name: string, endpoint: URL | undefined): Promise<void> => {
    const wanted = { ...runOptionsOf({ ...options, ...given({ endpoint }) }), name, seed, signal };
    for await (const event of usable(sessionEvents(wanted))) {
      const line = { ...event, run: name };
      take(line);
      reports.take(line);
      progress.show(event, name);
    }
  };
  await Promise.all(targets.map(({ name, endpoint }) => judge(name, endpoint))).finally(done);
  progress.finish();
  records.sort((a, b) => names.indexOf(a.target.name) - names.indexOf(b.target.name));
  await publish(records, reports, options);
  return exitCodeOfAll(records);
}
