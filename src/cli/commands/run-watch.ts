import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { RunEvent } from '../../core/event.ts';
import type { RunRecord } from '../../core/run-record.ts';
import { UsageError } from '../../core/usage.ts';
import type { Deviation } from '../../deviations/deviation.ts';
import { withoutPasswords } from '../../quoting/passwords.ts';
import { visibleLine } from '../../quoting/visible.ts';
import { headingsOf } from '../../report/headings.ts';
import { emptyRecord, recorder } from '../../report/record.ts';
import { changesSince, type Since, sinceText } from '../../report/since.ts';
import { verdictLines } from '../../report/terminal.ts';
import { exitCodeOf } from '../../report/verdict.ts';
import { sessionEvents } from '../../session/events.ts';
import { keepLastRun } from '../../session/last-run.ts';
import { print, warn } from '../../session/print.ts';
import type { RunOptions } from '../../session/run-options.ts';
import { usable } from '../../session/usable.ts';
import { foldersOf, watchFiles } from '../../session/watched-files.ts';
import { FOLDER } from '../options/run-options.ts';
import { paintFor } from '../output/paint.ts';
import { openProgress } from '../output/progress.ts';
import { publish } from '../output/publish.ts';
import { openReports, type ReportWanted } from '../output/reports.ts';

interface Words {
  report: ReportWanted[];
  verbose?: true;
  start?: string;
}

/** Milliseconds that saving several files takes, and that a server takes to end. */
const SAVED_WITHIN = 150;
const ENDED_WITHIN = 300;

/** What says when to run again, and when to end. */
interface Occasions {
  /** Why the next run begins; undefined at the end. */
  next(): Promise<string | undefined>;
  signal: AbortSignal;
  close(): void;
}

/**
 * Runs again whenever it is asked to, the deviations that are open first, and prints which are fixed. Gives the exit code
 * of the last run that came to an end.
 */
export async function watchRuns(words: Words, options: RunOptions): Promise<0 | 1 | 2> {
  const occasions = openOccasions(words, options);
  let last: { record: RunRecord; open: Deviation[] } | undefined;
  let code: 0 | 1 | 2 = 2;
  try {
    for (let why: string | undefined = ''; why !== undefined; why = await occasions.next()) {
      if (why !== '') print(`\nrunning again: ${visibleLine(why)}`);
      const reports = openReports(words.report);
      const judged = await runOnce(options, last, occasions.signal, reports.take);
      if (judged === undefined) continue;
      const { record } = judged;
      const since = changesSince(last?.open ?? [], record, judged.failing);
      if (occasions.signal.aborted && last !== undefined) break;
      code = exitCodeOf(record);
      if (last === undefined) await publish([record], reports, words);
      else {
        tellChanges(since, judged);
        await reports.finish([record]);
      }
      last = { record, open: last ? [...since.left, ...since.fresh] : headingsOf(record) };
      if (occasions.signal.aborted) break;
      warn(WAITING);
    }
  } finally {
    occasions.close();
  }
  return code;
}

const WAITING = 'press Enter to run again, Ctrl-C to end';

/** A run, and the tokens of the earlier findings whose calls failed again in it. */
interface Judged {
  record: RunRecord;
  failing: ReadonlySet<string>;
}

/** One run, with the same seed as the first; undefined where the target does not even start, which is told. */
async function runOnce(
  options: RunOptions,
  last: { record: RunRecord; open: Deviation[] } | undefined,
  signal: AbortSignal,
  report: (event: RunEvent) => void,
): Promise<Judged | undefined> {
  const record = emptyRecord();
  const failing = new Set<string>();
  const take = recorder(record);
  const progress = openProgress();
  const again = last ? { seed: last.record.seed, earlier: last.open.map(({ finding }) => finding) } : {};
  try {
    for await (const event of usable(sessionEvents({ ...options, ...again, signal }))) {
      take(event);
      report(event);
      if (event.type === 'replayed') {
        progress.finish();
        if (event.verdict === 'STILL FAILS') failing.add(event.token);
        const tried = last?.open.find(({ finding }) => finding.token === event.token);
        if (tried) print(lineOf(WORDS[event.verdict], tried.sentence));
      }
      progress.show(event);
    }
  } catch (error) {
    if (!(error instanceof UsageError) || last === undefined) throw error;
    warn(error.message, WAITING);
    return undefined;
  } finally {
    progress.finish();
  }
  return { record, failing };
}

/** How the calls of an open deviation ended. Whether it is fixed the whole run tells. */
const WORDS = { FIXED: 'passes', 'STILL FAILS': 'open', 'CANNOT TELL': 'unclear' } as const;

/** Prints which deviations are fixed, left or new, those that are left by the numbers that other commands know them by. */
function tellChanges(since: Since, { record, failing }: Judged): void {
  const headings = headingsOf(record);
  const lines = headings.map((one, index) => {
    const word = since.fresh.some(({ key }) => key === one.key) ? 'new' : 'left';
    return lineOf(word, `${index + 1}. ${one.sentence}`);
  });
  const unseen = since.left.filter(({ key }) => !headings.some((one) => one.key === key));
  keepLastRun(FOLDER, [record]);
  print(
    ...since.fixed.map(({ sentence }) => lineOf('fixed', sentence)),
    ...unseen.map(({ sentence, finding }) =>
      lineOf('left', failing.has(finding.token) ? sentence : `not judged again: ${sentence}`),
    ),
    ...lines,
    sinceText(since),
  );
  // The verdict is painted, and what is in it from outside is made harmless already.
  const { columns } = process.stdout;
  const verdict = verdictLines(record, paintFor(process.stdout), columns === undefined ? {} : { columns });
  process.stdout.write(`${withoutPasswords(verdict.join('\n'))}\n`);
}

const lineOf = (word: string, sentence: string): string => `${word.padEnd(7)}  ${visibleLine(sentence)}`;

/** Enter, a change of a file of the command, and Ctrl-C or the end of standard input. */
function openOccasions({ start: command, report: reports }: Words, { record }: RunOptions): Occasions {
  const controller = new AbortController();
  let asked: string | undefined;
  let ended = false;
  let wake: (() => void) | undefined;
  let waitsFrom = Number.POSITIVE_INFINITY;
  const missed = new Set<string>();
  const ask = (why: string): void => {
    asked ??= why;
    wake?.();
  };
  const end = (): void => {
    ended = true;
    wake?.();
  };
  const interrupt = (): void => {
    controller.abort();
    end();
  };
  const lines = createInterface({ input: process.stdin });
  lines.on('line', () => ask('Enter'));
  lines.on('close', end);
  lines.on('SIGINT', interrupt);
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, interrupt);
  const written = new Set(
    [...reports.map(({ file }) => file), ...(record === undefined ? [] : [record])].map((file) => resolve(file)),
  );
  const settled = (file: string): void => {
    if (asked === undefined && files.isSource(file)) ask(`${file} has changed`);
  };
  const files = watchFiles(command === undefined ? [] : foldersOf(command), (file) => {
    if (written.has(file)) return;
    // What changes during a run, or as the server ends, may be written by the server itself.
    if (performance.now() < waitsFrom) missed.add(file);
    else if (asked === undefined) setTimeout(settled, SAVED_WITHIN, file).unref();
  });
  return {
    signal: controller.signal,
    async next() {
      waitsFrom = performance.now() + ENDED_WITHIN;
      const changed = [...missed].findLast(files.isSource);
      if (changed !== undefined) warn(`${visibleLine(changed)} changed during the run; press Enter to judge it`);
      missed.clear();
      while (asked === undefined && !ended) await new Promise<void>((done) => (wake = done));
      waitsFrom = Number.POSITIVE_INFINITY;
      if (controller.signal.aborted) return undefined;
      const why = asked;
      asked = undefined;
      return why;
    },
    close() {
      files.close();
      lines.close();
      process.stdin.unref?.();
      for (const name of ['SIGINT', 'SIGTERM'] as const) process.off(name, interrupt);
    },
  };
}
