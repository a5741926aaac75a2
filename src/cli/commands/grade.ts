import { availableParallelism } from 'node:os';
import { Command, InvalidArgumentError, Option } from 'commander';
import picomatch from 'picomatch';
import { didYouMean } from '../../core/closest.ts';
import { UsageError } from '../../core/usage.ts';
import { readOrder } from '../../formats/order.ts';
import { exitCodeOf, type Grade } from '../../grade/grade.ts';
import { gradeHtml } from '../../grade/html.ts';
import { grade } from '../../grade/judge.ts';
import { gradeMarkdown } from '../../grade/markdown.ts';
import { priceTasks } from '../../grade/pricing.ts';
import { gradeText } from '../../grade/text.ts';
import { BASES } from '../../reference/bases.ts';
import { FAULTS } from '../../reference/faults/index.ts';
import { LEFT_OUT } from '../../reference/faults/left-out.ts';
import { VARIANTS } from '../../reference/variants/index.ts';
import { driftOf, writeOrder } from '../../session/order.ts';
import { ownSuite } from '../../session/suite.ts';
import { integerOf, positiveIntegerOf } from '../options/values.ts';
import { GRADE_FORMATS, type GradeWriters, writeGrade } from '../output/grade-output.ts';
import { gradeProgressLine, openGradeProgress } from '../output/grade-progress.ts';
import { type BaseWords, runOnBase } from './grade-base.ts';
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
  base?: string;
}

/** Judges the suite itself, and ends the process with 0 or 1. */
export function gradeCommand(): Command {
  return new Command('grade')
    .description('grade the suite itself: it must find every fault and accept every variant of the reference')
    .option('--faults <glob...>', 'only the faults that match; none for no faults', [])
    .option('--variants <glob...>', 'only the variants that match; none for no variants', [])
    .option('--seeds <n>', 'runs per variant', positiveIntegerOf, 1)
    .option('--full', 'judge each fault by all rules instead of stopping at the first that names its cause')
    .option('--best', 'plot the share of faults found against the number of requests')
    .option('--write-order', 'only measure what each task costs and finds, and rewrite the order of tasks')
    .option(
      '--base <name>',
      `judge faults on a server that has another defect: ${BASES.map(({ name }) => name).join(', ')}`,
    )
    .option(
      '--together <k>',
      'judge servers with k faults each: the report must name each fault and nothing else',
      sizeOf,
    )
    .option('--groups <n>', 'with --together: number of such servers', positiveIntegerOf, 20)
    .option('--seed <n>', 'with --together: seed that draws the faults of each server', integerOf, 1)
    .option('--sharing', 'with --together 2: only pairs of faults that share an operation or a place')
    .option(
      '--walk',
      'with --together: repair the cause of the first deviation and judge again, until the server conforms',
    )
    .option('--minutes <n>', 'with --together: start no further server after this many minutes', positiveIntegerOf)
    .addOption(
      new Option('--format <format>', 'output format (default: by the name of the file, or text)').choices(
        GRADE_FORMATS,
      ),
    )
    .option('--output <file>', 'file to write; the text is still printed')
    .option('--workers <n>', 'threads to use', positiveIntegerOf, Math.min(availableParallelism(), 8))
    .option('--verbose', 'print every fault and variant, not only those missed')
    .addHelpText(
      'after',
      `
Exit code: 1 where a fault is found by no rule that names its cause, a rule finds no fault, or a variant raises an alarm.
With --faults, rules that were given no fault to find are not to blame.
With --base, 1 where less than 95 % of the faults that stay visible on it are found, or more than 3 % of the rules that do not
need it are not judged. No variant is judged.
With --together, 1 where too few faults are named, or a heading has no cause among them. A fault counts as named where the report
holds the heading that it has alone. Faults of one server have different headings; one that the others hide is exchanged.

Examples:
  cloudfront-conformance grade --seeds 20
  cloudfront-conformance grade --best --variants none
  cloudfront-conformance grade --faults 'etag-*' --variants none --verbose
  cloudfront-conformance grade --full --output grade.html
  cloudfront-conformance grade --base no-copy --faults 'etag-*' 'update-*'
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
  if (faults.length === 0 && !conforming) throw new UsageError('no fault and no variant is left to grade with');
  const order = readOrder();
  const tasks = order.tasks.map(({ task }) => task);
  if (options.base !== undefined) return runOnBase(onBase(options), faults, tasks);
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

/** The options of a grade on a base. Throws a UsageError for one that says nothing there. */
function onBase({ base = '', ...options }: Options): BaseWords {
  const stray = (['together', 'walk', 'sharing', 'full', 'best', 'writeOrder'] as const).find((name) => options[name]);
  if (stray !== undefined)
    throw new UsageError(`--base cannot be used with --${stray === 'writeOrder' ? 'write-order' : stray}`);
  if (options.variants.some((glob) => glob !== NONE))
    throw new UsageError('--base judges faults alone; leave --variants out');
  return { ...options, base };
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
    const hint = didYouMean(
      glob,
      all.map(({ name }) => name),
    );
    throw new UsageError(`no ${kind} matches ${glob}${hint || `; serve --list-${kind}s lists them`}`);
  }
  return all.filter(({ name }) => picomatch.isMatch(name, globs, { bash: true }));
}
