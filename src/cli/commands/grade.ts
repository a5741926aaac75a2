import { availableParallelism } from 'node:os';
import { Command, InvalidArgumentError, Option } from 'commander';
import picomatch from 'picomatch';
import { closest } from '../../core/closest.ts';
import { UsageError } from '../../core/usage.ts';
import { readOrder } from '../../formats/order.ts';
import { exitCodeOf, type Grade } from '../../grade/grade.ts';
import { gradeHtml } from '../../grade/html.ts';
import { grade } from '../../grade/judge.ts';
import { gradeMarkdown } from '../../grade/markdown.ts';
import { priceTasks } from '../../grade/pricing.ts';
import { gradeText } from '../../grade/text.ts';
import { FAULTS } from '../../reference/faults/index.ts';
import { LEFT_OUT } from '../../reference/faults/left-out.ts';
import { VARIANTS } from '../../reference/variants/index.ts';
import { driftOf, writeOrder } from '../../session/order.ts';
import { ownSuite } from '../../session/suite.ts';
import { integerOf, positiveIntegerOf } from '../options/values.ts';
import { GRADE_FORMATS, type GradeWriters, writeGrade } from '../output/grade-output.ts';
import { gradeProgressLine, openGradeProgress } from '../output/grade-progress.ts';
import { withThreads } from './grade-threads.ts';
import { runTogether, type TogetherWords } from './grade-together.ts';

const WRITERS: GradeWriters<Grade> = {
  text: (result, options) => `${gradeText(result, options).join('\n')}\n`,
  json: (result) => `${JSON.stringify(result, null, 2)}\n`,
  markdown: gradeMarkdown,
  html: gradeHtml,
};

interface Options extends Omit<TogetherWords, 'together'> {
  faults: string[];
  variants: string[];
  seeds: number;
  full?: true;
  writeOrder?: true;
  together?: number;
}

/** Judges the suite itself, and ends the process with 0 or 1. */
export function gradeCommand(): Command {
  return new Command('grade')
    .description(
      'judge the suite itself: does it find every fault of the reference, and hold nothing against a variant?',
    )
    .option('--faults <glob...>', 'only these faults; none for no fault', [])
    .option('--variants <glob...>', 'only these variants; none for nothing that conforms', [])
    .option('--seeds <n>', 'runs of the suite on each variant', positiveIntegerOf, 1)
    .option('--full', 'judge each fault by all rules, instead of ending with the first that names the cause')
    .option('--best', 'draw the share of the faults that is found against the number of requests')
    .option('--write-order', 'only measure what each task costs and finds, and write the order by price anew')
    .option(
      '--together <k>',
      'judge servers with k faults at once: does the report name each, and nothing else?',
      sizeOf,
    )
    .option('--groups <n>', 'with --together: how many such servers', positiveIntegerOf, 20)
    .option('--seed <n>', 'with --together: draws the faults of each server', integerOf, 1)
    .option('--sharing', 'with --together 2: pairs of faults that share an operation or a place')
    .option(
      '--walk',
      'with --together: take out the cause of the first heading and judge again, until the server conforms',
    )
    .option('--minutes <n>', 'with --together: judge no further server after so many minutes', positiveIntegerOf)
    .addOption(
      new Option('--format <format>', 'how; as the name of the file asks for, or else text').choices(GRADE_FORMATS),
    )
    .option('--output <file>', 'where to write it; the text is printed all the same')
    .option('--workers <n>', 'threads', positiveIntegerOf, Math.min(availableParallelism(), 8))
    .option('--verbose', 'in the text every fault and every variant, not just what is missed')
    .addHelpText(
      'after',
      `
Exit code: 1 where a fault is found by no rule that names its cause, a rule finds no fault, or a variant raises an alarm.
With --faults, rules that were given no fault to find are not to blame.
With --together, 1 where too few faults are named, or a heading has no cause among them. A fault counts as named where the report
holds the heading that it has alone. Faults of one server have different headings; one that the others hide is exchanged.

Examples:
  cloudfront-conformance grade --seeds 20
  cloudfront-conformance grade --best --variants none
  cloudfront-conformance grade --faults 'etag-*' --variants none --verbose
  cloudfront-conformance grade --full --output grade.html
  cloudfront-conformance grade --together 8 --groups 60 --output together.md
  cloudfront-conformance grade --together 4 --groups 5 --walk --faults 'etag-*' 'update-*' --verbose
  cloudfront-conformance grade --together 2 --sharing --groups 200
  cloudfront-conformance serve --list-faults`,
    )
    .action(async (options: Options) => {
      process.exitCode = await run(options);
    });
}

async function run(options: Options): Promise<0 | 1> {
  const faults = selected(FAULTS, options.faults, 'fault');
  const variants = selected(VARIANTS, options.variants, 'variant');
  const conforming = !options.variants.includes(NONE);
  if (faults.length === 0 && !conforming) throw new UsageError('neither a fault nor a variant is left to grade by');
  const order = readOrder();
  const tasks = order.tasks.map(({ task }) => task);
  if (options.together !== undefined) return runTogether({ ...options, together: options.together }, faults, tasks);
  const suite = ownSuite();
  if (options.writeOrder) {
    writeOrder(await withThreads(options.workers, ({ perform }) => priceTasks(suite, faults, perform)), suite);
    return 0;
  }
  const write = writeGrade(options, WRITERS);
  const partial = options.faults.length > 0;
  const progress = openGradeProgress(gradeProgressLine);
  const result = await progress.during(() =>
    withThreads(options.workers, ({ perform }) =>
      grade(suite, {
        faults,
        leftOut: partial ? [] : LEFT_OUT,
        variants,
        seeds: conforming ? options.seeds : 0,
        full: options.full === true,
        alone: !partial,
        order: tasks,
        perform,
        progress: progress.show,
      }),
    ),
  );
  if (partial) {
    // Rules that were given no fault to find are not to blame.
    result.rules = result.rules.filter(({ found }) => found.length > 0);
    result.summary.idle = [];
  }
  for (const line of driftOf(order, suite)) process.stderr.write(`${line}\n`);
  write(result);
  return exitCodeOf(result);
}

/** Faults of a group. */
function sizeOf(text: string): number {
  const size = positiveIntegerOf(text);
  if (size < 2) throw new InvalidArgumentError('give a whole number from 2 up');
  return size;
}

const NONE = 'none';

function selected<T extends { name: string }>(all: readonly T[], globs: string[], kind: string): readonly T[] {
  if (globs.includes(NONE)) return [];
  if (globs.length === 0) return all;
  for (const glob of globs) {
    if (all.some(({ name }) => picomatch.isMatch(name, glob, { bash: true }))) continue;
    const best = closest(
      glob,
      all.map(({ name }) => name),
    );
    throw new UsageError(
      `no ${kind} matches ${glob}; ${best.length > 0 ? `did you mean ${best.join(' or ')}?` : `serve --list-${kind}s lists them`}`,
    );
  }
  return all.filter(({ name }) => picomatch.isMatch(name, globs, { bash: true }));
}
