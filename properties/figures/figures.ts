import type { Grade } from '../../src/grade/grade.ts';
import type { Measure, Measured } from '../bench/measure.ts';

/** A figure of the grade or of a benchmark; a `share` is from 0 to 1, a `count` of what `about` says. */
export type Figure = Omit<Measure, 'unit'> & { unit: Measure['unit'] | 'share' | 'count' };

/** What `npm run figures` measures, with the machine that it was measured on. */
export interface Figures {
  /** Of this package. */
  version: string;
  /** ISO 8601 date. */
  date: string;
  node: string;
  cpus: number;
  /** Mean number of processes that wanted a processor, in the minute before the benchmarks. */
  load: number;
  figures: Figure[];
}

export function figuresOf(grade: Grade, { node, cpus, load, measures }: Measured): Figures {
  return {
    version: grade.version,
    date: grade.date,
    node,
    cpus,
    load: Math.round(load * 10) / 10,
    figures: [...gradeFigures(grade), ...measures].map((figure) => ({ ...figure, value: threeDigits(figure.value) })),
  };
}

const gradeFigures = ({ seconds, variants, summary }: Grade): Figure[] => [
  {
    name: 'grade.found',
    value: summary.killRate,
    unit: 'share',
    goal: { atLeast: 0.99 },
    about: `of ${summary.faults} faults found, by a rule that names the cause`,
  },
  {
    name: 'grade.false-alarms',
    value: summary.falseAlarms,
    unit: 'count',
    goal: { atMost: 0 },
    about: `false alarms in ${summary.conforming} runs over ${variants.length} conforming implementations`,
  },
  {
    name: 'grade.median',
    value: summary.median,
    unit: 'requests',
    goal: { atMost: 60 },
    about: 'to the first finding, in the median of the faults',
  },
  {
    name: 'grade.p90',
    value: summary.p90,
    unit: 'requests',
    goal: { atMost: 400 },
    about: 'to the first finding, for nine tenths of the faults',
  },
  {
    name: 'grade.best',
    value: summary.best.share,
    unit: 'share',
    goal: { atLeast: 0.85 },
    about: `of the faults found with the first ${summary.best.requests} requests`,
  },
  {
    name: 'grade.seconds',
    value: seconds,
    unit: 's',
    goal: { atMost: 600 },
    about: 'for the whole grade',
  },
];

/** Three digits of what is small, all of what is large; a share is cut, so that it never becomes all. */
function threeDigits(value: number): number {
  if (value >= 100) return Math.round(value);
  return value > 0 && value < 1 ? Math.floor(value * 1_000 + 1e-9) / 1_000 : Number(value.toPrecision(3));
}
