import type { ShareChart } from '../../core/chart.ts';
import type { Terms, TrafficContext } from '../rules/rule.ts';
import type { Decision, Question, SequentialTest } from '../statistics/sequential-test.ts';
import { sequentialTest } from '../statistics/sequential-test.ts';

/** What a test saw of trials that hit or miss. */
export interface Observation {
  decision: Decision;
  trials: number;
  hits: number;
  /** Rates that what was seen does not exclude. */
  band: { low: number; high: number };
  points: ShareChart['points'];
  /** How many trials came after a hit, and how many of those hit. */
  afterHit: { trials: number; hits: number };
}

/** Trials are told to go on at most this often more than the test is expected to need. */
const AMPLE = 6;

/** The share of a weight, confirmed to within the factor of the terms. A weight of 0 is confirmed to less than one in a thousand. */
export function questionOf(weight: number, { alarm, miss, factor, requests }: Terms): Question {
  const question = {
    rate: weight,
    low: weight / factor,
    high: weight === 0 ? 0.001 : Math.min(weight * factor, (1 + weight) / 2),
    alarm,
    miss,
  };
  return { ...question, most: Math.min(requests, Math.ceil(AMPLE * roughly(question))) };
}

/** About how many trials of a right claim confirm it: those of Wald's test against the nearer of the two bounds. */
function roughly({ rate, low, high, miss }: Omit<Question, 'most'>): number {
  const against = (other: number): number => -Math.log(miss) / divergence(rate, other);
  return Math.max(against(high), low > 0 ? against(low) : 0);
}

/** Kullback-Leibler divergence of two Bernoulli rates, in natural units. */
export function divergence(p: number, q: number): number {
  const part = (a: number, b: number): number => (a === 0 ? 0 : a * Math.log(a / b));
  return part(p, q) + part(1 - p, 1 - q);
}

/** Logarithm of how unlikely it is that no trial tells anything where trials ought to, before they are given up. */
const HOPELESS = 21;

/**
 * Trials are made, as many at a time as the edge takes, until a question is answered. `trial` gives undefined where it
 * tells nothing; `telling` is the probability that it tells something on a right edge.
 */
export async function observe(
  lane: TrafficContext,
  question: Question,
  trial: (number: number) => Promise<boolean | undefined>,
  telling = 1,
): Promise<Observation> {
  const test = sequentialTest(question);
  const seen: Seen = { trials: 0, hits: 0, afterHit: { trials: 0, hits: 0 }, before: false, points: [], due: 1 };
  let decision: Decision | undefined;
  let number = 0;
  let idle = 0;
  while (decision === undefined && idle * telling < HOPELESS && lane.spent() < lane.terms.requests) {
    const from = number;
    number += lane.edge.parallel;
    const batch = Array.from({ length: lane.edge.parallel }, (_, index) => trial(from + index));
    for (const hit of batch.length === 1 ? [await batch[0]] : await Promise.all(batch)) {
      idle = hit === undefined ? idle + 1 : 0;
      if (hit === undefined || decision !== undefined) continue;
      take(seen, hit, test);
      decision = test.decide(seen.trials, seen.hits);
    }
  }
  if (decision === 'too many' || decision === 'too few') await goOn(lane, seen, test, trial, number);
  const { trials, hits, afterHit, points } = seen;
  const band = test.band(trials, hits);
  if (points.at(-1)?.requests !== trials && trials > 0)
    points.push({ requests: trials, share: hits / trials, ...band });
  return { decision: decision ?? 'undecided', trials, hits, band, points, afterHit };
}

/** Fewest trials that are made after a rejection. */
const AFTERWARDS = 300;

/** After a rejection as many trials again: they show the cause better, and whether the trials were independent at all. */
async function goOn(
  lane: TrafficContext,
  seen: Seen,
  test: SequentialTest,
  trial: (number: number) => Promise<boolean | undefined>,
  from: number,
): Promise<void> {
  const enough = seen.trials + Math.max(seen.trials, AFTERWARDS);
  for (let number = from, idle = 0; seen.trials < enough && idle < enough; number++) {
    if (lane.spent() >= lane.terms.requests) return;
    const hit = await trial(number);
    idle = hit === undefined ? idle + 1 : 0;
    if (hit !== undefined) take(seen, hit, test);
  }
}

interface Seen {
  trials: number;
  hits: number;
  afterHit: { trials: number; hits: number };
  before: boolean;
  points: ShareChart['points'];
  /** Number of trials at which the next point is kept. */
  due: number;
}

function take(seen: Seen, hit: boolean, test: SequentialTest): void {
  seen.trials++;
  if (hit) seen.hits++;
  if (seen.before) {
    seen.afterHit.trials++;
    if (hit) seen.afterHit.hits++;
  }
  seen.before = hit;
  if (seen.trials < seen.due) return;
  seen.due = Math.max(seen.trials + 1, Math.ceil(seen.trials * 1.06));
  seen.points.push({
    requests: seen.trials,
    share: seen.hits / seen.trials,
    ...test.band(seen.trials, seen.hits),
  });
}

/**
 * Whether hits follow hits so much more often than they come at all that the trials can't be independent: by more than
 * five standard deviations. What was made of them by a test that takes them to be so is then worth nothing.
 */
export function clustered({ trials, hits, afterHit }: Observation): boolean {
  const share = hits / trials;
  if (share === 0 || share === 1) return false;
  const excess = afterHit.hits - share * afterHit.trials;
  return excess > 5 * Math.sqrt(afterHit.trials * share * (1 - share));
}

/** Lets up to a minute pass between viewers where that is free, so that an edge that goes by the time is seen at all times. */
export async function apart({ edge: { clock } }: TrafficContext, number: number): Promise<void> {
  if (clock.virtual) await clock.wait(1_000 + (scrambled(number) % 59_000));
}

/** A number without a pattern for each number from 0 (the end of MurmurHash3). */
function scrambled(number: number): number {
  let hash = Math.imul(number + 1, 0x9e3779b1);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** A share as people read it. */
export const percent = (share: number): string =>
  `${(share * 100).toLocaleString('en', { maximumSignificantDigits: 3 })} %`;

/** A band of shares as people read it. */
export const bandText = ({ low, high }: { low: number; high: number }): string => `${percent(low)} to ${percent(high)}`;
