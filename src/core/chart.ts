import type { Side } from './traffic.ts';

/** The share of the requests that went to the staging distribution, with what is known of the true share. */
export interface ShareChart {
  kind: 'share';
  title: string;
  /** The share that the policy asks for. */
  expected: number;
  /** Probability that the band ever misses the true share. */
  alarm: number;
  /** In the order of their requests; `low` and `high` are the edges of the confidence band. */
  points: { requests: number; share: number; low: number; high: number }[];
  /** The outcome in words. */
  outcome: string;
  /** Whether it shows a broken rule. */
  broken: boolean;
}

/** Requests of viewers on a time line. */
export interface LanesChart {
  kind: 'lanes';
  title: string;
  /** Seconds from the first request. Sessions are numbered from 0 within a lane, as they ought to be. */
  lanes: { viewer: string; requests: { at: number; side: Side | 'neither'; session: number }[] }[];
  outcome: string;
  broken: boolean;
}

export type Chart = ShareChart | LanesChart;
