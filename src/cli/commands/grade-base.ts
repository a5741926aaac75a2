import { didYouMean } from '../../core/closest.ts';
import { UsageError } from '../../core/usage.ts';
import { baseFailures, baseText, gradeOnBase } from '../../grade/on-base.ts';
import { BASES } from '../../reference/bases.ts';
import type { Fault } from '../../reference/faults/fault.ts';
import { ownSuite } from '../../session/suite.ts';
import { openGradeProgress } from '../output/grade-progress.ts';
import { openOutput } from '../output/output-file.ts';
import { withThreads } from './grade-threads.ts';

export interface BaseWords {
  base: string;
  format?: string;
  output?: string;
  workers: number;
  verbose?: true;
}

/** As a run of the suite on a fault: alone, so that requests can be counted. */
const OPTIONS = { seed: 1, runs: 10, settle: 50, lanes: 1 };

/** Judges faults on top of a base, and gives the exit code. Throws a UsageError for a base that there is not. */
export async function runOnBase(words: BaseWords, faults: readonly Fault[], order: readonly string[]): Promise<0 | 1> {
  const base = BASES.find(({ name }) => name === words.base);
  if (!base) throw new UsageError(`there is no base ${words.base}${suggestion(words.base)}`);
  if (words.format !== undefined && words.format !== 'text' && words.format !== 'json')
    throw new UsageError(`--base writes text or json, not ${words.format}`);
  const file = words.output === undefined ? undefined : openOutput(words.output);
  const progress = openGradeProgress<{ done: number; total: number; missed: number }>(
    ({ done, total, missed }) => `${done} of ${total} faults, ${missed} missed`,
  );
  const result = await progress.during(() =>
    withThreads(words.workers, ({ perform }) =>
      gradeOnBase(ownSuite(), base, { faults, options: { ...OPTIONS, order }, perform, progress: progress.show }),
    ),
  );
  const width = Math.max(40, Math.min(process.stdout.isTTY ? process.stdout.columns : 100, 100));
  const text = `${baseText(result, { verbose: words.verbose === true, width }).join('\n')}\n`;
  const isJson = words.format === 'json' || (words.format === undefined && words.output?.endsWith('.json') === true);
  const written = isJson ? `${JSON.stringify(result, null, 2)}\n` : text;
  if (file) {
    file.write(written);
    file.close();
  }
  if (!file || words.output !== '-') process.stdout.write(file ? text : written);
  return baseFailures(result).length === 0 ? 0 : 1;
}

function suggestion(word: string): string {
  const names = BASES.map(({ name }) => name);
  return didYouMean(word, names) || '; grade --help lists the bases';
}
