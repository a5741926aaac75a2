import { UsageError } from '../../core/usage.ts';
import { percent } from '../../grade/figures.ts';
import { exitCodeOf } from '../../grade/together/figures.ts';
import type { TogetherGrade } from '../../grade/together/grade.ts';
import { togetherHtml } from '../../grade/together/html.ts';
import { gradeTogether, type TogetherProgress } from '../../grade/together/judge.ts';
import { togetherMarkdown } from '../../grade/together/markdown.ts';
import { togetherText } from '../../grade/together/text.ts';
import type { Fault } from '../../reference/faults/fault.ts';
import { ownSuite } from '../../session/suite.ts';
import { type GradeOutput, writeGrade } from '../output/grade-output.ts';
import { fitted, openGradeProgress } from '../output/grade-progress.ts';
import { withThreads } from './grade-threads.ts';

export interface TogetherWords extends GradeOutput {
  together: number;
  groups: number;
  seed: number;
  walk?: true;
  sharing?: true;
  minutes?: number;
  workers: number;
}

/** Most faults that a group may have. */
const MOST = 50;

/** Judges how well reports tell several faults of one server apart, and gives the exit code. */
export async function runTogether(
  words: TogetherWords,
  faults: readonly Fault[],
  order: readonly string[],
): Promise<0 | 1> {
  const { together: size, groups, seed, sharing, walk, minutes } = words;
  const end = minutes === undefined ? Number.POSITIVE_INFINITY : performance.now() + minutes * 60_000;
  if (size > MOST || size > faults.length)
    throw new UsageError(
      `--together ${size} needs that many faults in a group: give at most ${Math.min(MOST, faults.length)}`,
    );
  if (sharing && size !== 2) throw new UsageError('--sharing draws pairs: give it with --together 2');
  const output = writeGrade<TogetherGrade>(words, {
    text: (grade, options) => `${togetherText(grade, options).join('\n')}\n`,
    json: (grade) => `${JSON.stringify(grade, null, 2)}\n`,
    markdown: togetherMarkdown,
    html: togetherHtml,
  });
  const progress = openGradeProgress(togetherProgressLine);
  const result = await progress.during(() =>
    withThreads(words.workers, ({ inspect }) =>
      gradeTogether(ownSuite(), {
        faults,
        size,
        groups,
        seed,
        order,
        sharing: sharing === true,
        walk: walk === true,
        enough: () => performance.now() > end,
        inspect,
        progress: progress.show,
      }),
    ),
  );
  output(result);
  return exitCodeOf(result);
}

/** One line of at most `width` characters; what matters least is left out first. */
function togetherProgressLine(
  { groups, total, causes, named, runs }: TogetherProgress,
  seconds: number,
  width: number,
): string {
  const parts = [
    `${groups} of ${total} groups`,
    `${percent(causes === 0 ? 1 : named / causes)} of ${causes} faults named`,
    `${runs} runs`,
    `${Math.round(seconds)} s`,
  ];
  return fitted(parts, width);
}
