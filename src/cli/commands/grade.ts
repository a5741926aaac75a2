import { availableParallelism } from 'node:os';
import { extname } from 'node:path';
import { Command, Option } from 'commander';
import picomatch from 'picomatch';
import { Tinypool } from 'tinypool';
import { closest } from '../../core/closest.ts';
import { UsageError } from '../../core/usage.ts';
import { readOrder } from '../../formats/order.ts';
import { exitCodeOf, type Grade } from '../../grade/grade.ts';
import { gradeHtml } from '../../grade/html.ts';
import { grade } from '../../grade/judge.ts';
import { gradeMarkdown } from '../../grade/markdown.ts';
import { priceTasks } from '../../grade/pricing.ts';
import type { Task } from '../../grade/subject.ts';
import { gradeText, type TextOptions } from '../../grade/text.ts';
import type { Trial } from '../../grade/trial.ts';
import { FAULTS } from '../../reference/faults/index.ts';
import { LEFT_OUT } from '../../reference/faults/left-out.ts';
import { VARIANTS } from '../../reference/variants/index.ts';
import { driftOf, writeOrder } from '../../session/order.ts';
import { ownSuite } from '../../session/suite.ts';
import { positiveIntegerOf } from '../options/values.ts';
import { openGradeProgress } from '../output/grade-progress.ts';
import { openOutput } from '../output/output-file.ts';

const FORMATS: Record<string, (grade: Grade, options: TextOptions) => string> = {
  text: (result, options) => `${gradeText(result, options).join('\n')}\n`,
  json: (result) => `${JSON.stringify(result, null, 2)}\n`,
  markdown: gradeMarkdown,
  html: gradeHtml,
};

/** The format that a file's name asks for, unless another is asked for in words. */
const BY_EXTENSION: Record<string, string> = { '.json': 'json', '.md': 'markdown', '.html': 'html' };

/** Tasks of one thread at a time: while one waits, another works. */
const TASKS_A_THREAD = 4;

interface Options {
  faults: string[];
  variants: string[];
  seeds: number;
  full?: true;
  best?: true;
  writeOrder?: true;
  format?: string;
  output?: string;
  workers: number;
  verbose?: true;
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
    .addOption(
      new Option('--format <format>', 'how; as the name of the file asks for, or else text').choices(
        Object.keys(FORMATS),
      ),
    )
    .option('--output <file>', 'where to write it; the text is printed all the same')
    .option('--workers <n>', 'threads', positiveIntegerOf, Math.min(availableParallelism(), 8))
    .option('--verbose', 'in the text every fault and every variant, not just what is missed')
    .addHelpText(
      'after',
      `
Exit code: 1 where a fault is found by no rule that names its cause, a rule finds no fault, or a variant raises an alarm.
With --faults, rules that were given no fault to find are not to blame.

Examples:
  cloudfront-conformance grade --seeds 20
  cloudfront-conformance grade --best --variants none
  cloudfront-conformance grade --faults 'etag-*' --variants none --verbose
  cloudfront-conformance grade --full --output grade.html
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
  const output = options.output === undefined || options.writeOrder ? undefined : openOutput(options.output);
  const suite = ownSuite();
  const partial = options.faults.length > 0;
  const order = readOrder();
  if (options.writeOrder) {
    writeOrder(await withThreads(options.workers, (perform) => priceTasks(suite, faults, perform)), suite);
    return 0;
  }
  const progress = openGradeProgress();
  const interrupt = (): never => {
    progress.finish();
    process.stderr.write('interrupted: nothing is graded\n');
    process.exit(2);
  };
  process.once('SIGINT', interrupt);
  const result = await withThreads(options.workers, (perform) =>
    grade(suite, {
      faults,
      leftOut: partial ? [] : LEFT_OUT,
      variants,
      seeds: conforming ? options.seeds : 0,
      full: options.full === true,
      alone: !partial,
      order: order.tasks.map(({ task }) => task),
      perform,
      progress: progress.show,
    }),
  ).finally(() => {
    process.off('SIGINT', interrupt);
    progress.finish();
  });
  if (partial) {
    // Rules that were given no fault to find are not to blame.
    result.rules = result.rules.filter(({ found }) => found.length > 0);
    result.summary.idle = [];
  }
  for (const line of driftOf(order, suite)) process.stderr.write(`${line}\n`);
  const width = Math.max(40, Math.min(process.stdout.isTTY ? process.stdout.columns : 100, 100));
  const format = options.format ?? BY_EXTENSION[extname(options.output ?? '')] ?? 'text';
  const texts = { ...options, width };
  const written = FORMATS[format]!(result, texts);
  if (output === undefined) process.stdout.write(written);
  else {
    output.write(written);
    output.close();
    if (options.output !== '-') process.stdout.write(FORMATS.text!(result, texts));
  }
  return exitCodeOf(result);
}

async function withThreads<T>(
  threads: number,
  work: (perform: (task: Task) => Promise<Trial>) => Promise<T>,
): Promise<T> {
  const pool = new Tinypool({
    filename: new URL('./grade-worker.js', import.meta.url).href,
    minThreads: threads,
    maxThreads: threads,
    concurrentTasksPerWorker: TASKS_A_THREAD,
  });
  try {
    return await work((task) => pool.run(task));
  } finally {
    await pool.destroy();
  }
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
