import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { Command, Option } from 'commander';
import picomatch from 'picomatch';
import { Tinypool } from 'tinypool';
import { failuresOf, type Grade } from '../grade/grade.ts';
import { gradeHtml } from '../grade/html.ts';
import { grade, type Progress } from '../grade/judge.ts';
import { gradeMarkdown } from '../grade/markdown.ts';
import { priceTasks } from '../grade/pricing.ts';
import type { Task } from '../grade/subject.ts';
import { gradeText } from '../grade/text.ts';
import type { Trial } from '../grade/trial.ts';
import { FAULTS } from '../reference/faults/index.ts';
import { VARIANTS } from '../reference/variants/index.ts';
import { closest } from './closest.ts';
import { driftOf, readOrder, writeOrder } from './order.ts';
import { ownSuite } from './suite.ts';
import { UsageError } from './usage.ts';
import { integerOf } from './values.ts';

const FORMATS: Record<string, (grade: Grade, options: { verbose?: true; best?: true }) => string> = {
  text: (result, options) => `${gradeText(result, options).join('\n')}\n`,
  json: (result) => `${JSON.stringify(result, null, 2)}\n`,
  markdown: gradeMarkdown,
  html: gradeHtml,
};

/** Tasks of one thread at a time: while one waits, another works. */
const TASKS_A_THREAD = 4;

interface Options {
  faults: string[];
  variants: string[];
  seeds: number;
  full?: true;
  best?: true;
  writeOrder?: true;
  format: string;
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
    .option('--variants <glob...>', 'only these variants; none for no variant', [])
    .option('--seeds <n>', 'runs of the suite on each variant', integerOf, 1)
    .option('--full', 'judge each fault by all rules, instead of ending with the first that names the cause')
    .option('--best', 'draw the share of the faults that is found against the number of requests')
    .option('--write-order', 'only measure what each task costs and finds, and write the order by price anew')
    .addOption(new Option('--format <format>', 'how').choices(Object.keys(FORMATS)).default('text'))
    .option('--output <file>', 'where to write it; the figures are printed all the same')
    .option('--workers <n>', 'threads', integerOf, Math.min(availableParallelism(), 8))
    .option('--verbose', 'every fault, not just what is missed')
    .addHelpText(
      'after',
      `
Exit code: 1 where a fault is found by no rule that names its cause, a rule finds no fault, or a variant raises an alarm.

Examples:
  cloudfront-conformance grade --seeds 20
  cloudfront-conformance grade --faults 'etag-*' --variants none --verbose
  cloudfront-conformance grade --full --format html --output grade.html`,
    )
    .action(async (options: Options) => {
      process.exitCode = await run(options);
    });
}

async function run(options: Options): Promise<0 | 1> {
  const faults = selected(FAULTS, options.faults, 'fault');
  const variants = selected(VARIANTS, options.variants, 'variant');
  const suite = ownSuite();
  const partial = options.faults.length > 0;
  const order = readOrder();
  const threads = Math.max(1, options.workers);
  const pool = new Tinypool({
    filename: new URL('./grade-worker.js', import.meta.url).href,
    minThreads: threads,
    maxThreads: threads,
    concurrentTasksPerWorker: TASKS_A_THREAD,
  });
  const perform = (task: Task): Promise<Trial> => pool.run(task);
  if (options.writeOrder) {
    try {
      writeOrder(await priceTasks(suite, faults, perform), suite);
    } finally {
      await pool.destroy();
    }
    return 0;
  }
  const progress = openProgress();
  let result: Grade;
  try {
    result = await grade(suite, {
      faults,
      variants,
      // A grade of faults alone runs nothing that conforms.
      seeds: options.variants.includes(NONE) ? 0 : Math.max(1, options.seeds),
      full: options.full === true,
      alone: !partial,
      order: order.tasks.map(({ task }) => task),
      perform,
      progress: progress.show,
    });
  } finally {
    progress.finish();
    await pool.destroy();
  }
  if (partial) {
    // Rules that were given no fault to find are not to blame.
    result.rules = result.rules.filter(({ found }) => found.length > 0);
    result.summary.idle = [];
  }
  for (const line of driftOf(order, suite)) process.stderr.write(`${line}\n`);
  const text = FORMATS[options.format]!(result, options);
  if (options.output === undefined) process.stdout.write(text);
  else {
    write(options.output, text);
    process.stdout.write(FORMATS.text!(result, options));
  }
  return failuresOf(result.summary).length === 0 ? 0 : 1;
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

function write(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    throw new UsageError(`the grade can't be written to ${file} (${(error as NodeJS.ErrnoException).code})`);
  }
}

/** Shows how far it is, on standard error: live on a terminal, else a line now and then. */
function openProgress(): { show(progress: Progress): void; finish(): void } {
  const live = process.stderr.isTTY === true && process.env.CI === undefined;
  const every = live ? 100 : 15_000;
  let shown = performance.now() - (live ? every : 0);
  const clear = (): void => {
    if (live) process.stderr.write('\r\u001b[2K');
  };
  return {
    show({ done, total, found, faults, alarms }) {
      const now = performance.now();
      if (now - shown < every) return;
      shown = now;
      clear();
      process.stderr.write(
        `${done} of ${total} runs, ${found} of ${faults} faults found, ${alarms} false alarms${live ? '' : '\n'}`,
      );
    },
    finish: clear,
  };
}
