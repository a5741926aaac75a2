/** One figure. Nothing fails where it misses its goal: what it is depends on the machine. */
export interface Measure {
  /** `BENCHMARK.FIGURE`, which stays the same from version to version. */
  name: string;
  value: number;
  /** `ratio` for one of two figures that were measured in turns. */
  unit: 'requests/s' | 'cases/s' | 'requests' | 'rules' | 'ratio' | 's' | 'ms' | 'MB';
  goal?: { atLeast: number } | { atMost: number };
  /** What it is of, as a noun. */
  about: string;
}

/** What `npm run bench -- --json` writes. */
export interface Measured {
  /** Of this package. */
  version: string;
  /** ISO 8601. */
  date: string;
  node: string;
  cpus: number;
  cpu: string;
  /** Mean number of processes that wanted a processor, in the minute before. */
  load: number;
  measures: Measure[];
}

/** `share`: of the usual amount of work; with less than 1 everything is done once and the figures mean nothing. */
export interface Benchmark {
  about: string;
  measure(share: number): Promise<Measure[]>;
}

export const meets = ({ value, goal }: Measure): boolean | undefined =>
  goal && ('atLeast' in goal ? value >= goal.atLeast : value <= goal.atMost);
