import { Command, Option } from 'commander';
import { UsageError } from '../../core/usage.ts';
import { exitCodeOfAll } from '../../report/record.ts';
import { recordsTaker } from '../../report/records.ts';
import { dropFixed, keepFailure, readFailures } from '../../session/failures.ts';
import { eventsOf, type Plan, planOf } from '../../session/run-session.ts';
import { openTarget } from '../../session/target.ts';
import type { TargetOptions } from '../../session/target-options.ts';
import { addJudgeOptions, type JudgeOptions } from '../options/judge-options.ts';
import { addTransportOptions } from '../options/target-options.ts';
import { targetOf } from '../options/values.ts';
import { openProgress } from '../output/progress.ts';
import { publish } from '../output/publish.ts';
import { openReports } from '../output/reports.ts';

interface Options extends TargetOptions, JudgeOptions {
  target: { name: string; endpoint?: URL }[];
}

/** Judges several targets side by side, by the same rules with the same seed. */
export function matrixCommand(): Command {
  const command = new Command('matrix').description('judge several implementations side by side');
  const target = new Option('--target <name=url>', 'what to judge; name=reference for the built-in reference')
    .argParser(targetOf)
    .default([], 'none');
  return addJudgeOptions(addTransportOptions(command.addOption(target)))
    .addHelpText(
      'after',
      `
Exit code: as for run, the worst of all targets.

Examples:
  cloudfront-conformance matrix --target moto=http://127.0.0.1:5000 --target mine=http://127.0.0.1:4566 --report html=matrix.html
  cloudfront-conformance matrix --target mine=http://127.0.0.1:4566 --target reference=reference --report 'badge=badges/{target}.json'`,
    )
    .action(async (options: Options) => {
      process.exitCode = await judgeAll(options);
    });
}

async function judgeAll(options: Options): Promise<0 | 1 | 2> {
  if (options.target.length === 0) throw new UsageError('give each implementation as --target name=URL');
  const names = options.target.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined) throw new UsageError(`two targets are called ${twice}; give each a name of its own`);
  const plan = await planOf(options);
  const reports = openReports(options.report);
  const progress = openProgress();
  const { records, take } = recordsTaker();
  const judge = async (name: string, endpoint: URL | undefined): Promise<void> => {
    for await (const event of judged(plan, options, name, endpoint)) {
      const line = { ...event, run: name };
      take(line);
      reports.take(line);
      progress.show(event, name);
    }
  };
  await Promise.all(options.target.map(({ name, endpoint }) => judge(name, endpoint)));
  progress.finish();
  records.sort((a, b) => names.indexOf(a.target.name) - names.indexOf(b.target.name));
  await publish(records, reports, options);
  return exitCodeOfAll(records);
}

async function* judged(plan: Plan, options: Options, name: string, endpoint: URL | undefined) {
  const own: Options = { ...options, ...(endpoint ? { endpoint } : {}) };
  const open = await openTarget(plan.contract, own, plan.seed);
  const place = open.url?.href ?? name;
  const earlier = open.embedded ? [] : readFailures(place, plan.contract);
  const { records, take } = recordsTaker();
  try {
    for await (const event of eventsOf({ ...plan, earlier }, { ...open, target: { ...open.target, name } }, own)) {
      take(event);
      if (event.type === 'finding' && !open.embedded) keepFailure(place, event.finding);
      yield event;
    }
  } finally {
    await open.target.close();
  }
  dropFixed(place, earlier, records[0]!);
}
