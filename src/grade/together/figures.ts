import { percent } from '../figures.ts';
import type { TogetherGrade, TogetherSummary } from './grade.ts';

/** What a grade of groups must reach. Shares from 0 to 1. */
export interface TogetherGoals {
  named: number;
  headingsPerFault: number;
  unjudged: number;
}

/** The goals for groups of such a size. */
export const goalsFor = (size: number): TogetherGoals =>
  size <= 8
    ? { named: 0.98, headingsPerFault: 1.15, unjudged: 0.03 }
    : { named: 0.95, headingsPerFault: 1.2, unjudged: 0.05 };

/** What misses the goals, as sentences; none where all are reached. */
export function missedOf({ summary, size }: Pick<TogetherGrade, 'summary' | 'size'>): string[] {
  const goals = goalsFor(size);
  const { namedShare, headingsPerFault, unjudgedShare, uncaused, walks, mended, groups } = summary;
  return [
    ...(groups === 0 ? ['no group was judged'] : []),
    ...(namedShare < goals.named
      ? [`${percent(namedShare)} of the faults are named, not ${percent(goals.named)}`]
      : []),
    ...(headingsPerFault > goals.headingsPerFault
      ? [`${headingsPerFault.toFixed(2)} headings a fault, more than ${goals.headingsPerFault}`]
      : []),
    ...(unjudgedShare > goals.unjudged
      ? [`${percent(unjudgedShare)} of the rules have no verdict, more than ${percent(goals.unjudged)}`]
      : []),
    ...(uncaused > 0 ? [`${uncaused === 1 ? '1 heading is' : `${uncaused} headings are`} caused by no fault`] : []),
    ...(mended < walks ? [`${walks - mended} of ${walks} repair walks do not end with CONFORMS`] : []),
  ];
}

/** The figures of such a grade, each on a line. */
export function togetherFigures(grade: TogetherGrade): string[] {
  const { summary, size, seconds, seed } = grade;
  const missed = missedOf(grade);
  return [
    `groups       ${summary.groups} of ${size} faults, drawn with seed ${seed}`,
    `named        ${summary.named} of ${summary.causes} faults (${percent(summary.namedShare)})`,
    `headings     ${summary.headings}, ${summary.headingsPerFault.toFixed(2)} for each fault; no fault causes ${summary.uncaused} of them`,
    `no verdict   ${percent(summary.unjudgedShare)} of the rules, those masked by a heading included`,
    ...(summary.masked > 0 ? [`masked       ${summary.masked} faults that show nothing beside the others`] : []),
    `requests     ${untilText(summary)}`,
    ...(summary.walks > 0 ? [`repair       ${summary.mended} of ${summary.walks} walks end with CONFORMS`] : []),
    `time         ${seconds} s`,
    missed.length === 0 ? 'HOLDS' : `DOES NOT HOLD: ${missed.join('; ')}`,
  ];
}

const untilText = ({ untilAll }: TogetherSummary): string =>
  untilAll === undefined
    ? 'in no group are all causes named'
    : `${untilAll} until all causes of a group are named, in the median`;

export const exitCodeOf = (grade: TogetherGrade): 0 | 1 => (missedOf(grade).length === 0 ? 0 : 1);
