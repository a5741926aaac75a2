import { logBeta } from './log-beta.ts';

/** What is asked about a rate, and how sure the answer must be. */
export interface Question {
  /** The rate that is claimed, from 0 to 1. */
  rate: number;
  /** The claim is confirmed once the true rate is known to lie between these two. `low` 0 asks for no lower bound. */
  low: number;
  high: number;
  /** Highest probability of rejecting a claim that is true, however long the test goes on. */
  alarm: number;
  /** Highest probability of confirming the claim though the true rate is `low` or `high` or beyond. */
  miss: number;
  /** Trials after which the test gives up. */
  most: number;
}

/** `undecided`: it gave up. */
export type Decision = 'agrees' | 'too many' | 'too few' | 'undecided';

export interface SequentialTest {
  question: Question;
  /** What `hits` in `trials` say; undefined while more trials are needed. */
  decide(trials: number, hits: number): Decision | undefined;
  /**
   * Among `trials` or more, the first number of them at which the test ends if no further hit comes, and how it ends.
   * What lies between two hits need not be looked at.
   */
  next(trials: number, hits: number): { trials: number; decision: Decision };
  /** The confidence sequence: rates that `hits` in `trials` do not exclude at the level of `alarm`. */
  band(trials: number, hits: number): { low: number; high: number };
}

/** Pseudo-hits of the prior: small ones find large deviations sooner, large ones find small deviations sooner. */
const PRIOR_HITS = 1.5;

/**
 * A sequential test of a Bernoulli rate that may look at its data after every trial.
 *
 * Method: Robbins' beta-binomial mixture. The likelihood of the data averaged over a Beta prior, divided by their
 * likelihood at a rate p, is a non-negative martingale of mean 1 where p is the true rate; by Ville's inequality it
 * ever reaches 1/alarm with a probability of at most `alarm`. All p at which it has not form a confidence sequence.
 * The claim is rejected once `rate` leaves the one of level `alarm`, and confirmed once the one of level `miss` lies
 * between `low` and `high`. The prior has the claimed rate as its mean. A claim of 0 is rejected by the first hit.
 *
 * Sources: J. Ville, Étude critique de la notion de collectif (1939); H. Robbins, Statistical methods related to the
 * law of the iterated logarithm, Ann. Math. Statist. 41 (1970); S. Howard et al., Time-uniform, nonparametric,
 * nonasymptotic confidence sequences, Ann. Statist. 49 (2021).
 */
export function sequentialTest(question: Question): SequentialTest {
  const { rate, most } = question;
  const limits: TestLimits[] = [];
  const limitsOf = (hits: number): TestLimits => (limits[hits] ??= limitsFor(question, hits));
  const decide = (trials: number, hits: number): Decision | undefined => {
    const { manyUntil, agreesFrom, agreesUntil, fewFrom } = limitsOf(hits);
    if (trials <= manyUntil) return 'too many';
    if (trials >= agreesFrom && trials <= agreesUntil) return 'agrees';
    if (trials >= fewFrom) return 'too few';
    return trials >= most ? 'undecided' : undefined;
  };
  return {
    question,
    decide,
    next(trials, hits) {
      const { agreesFrom, agreesUntil, fewFrom } = limitsOf(hits);
      const agrees = Math.max(trials, agreesFrom);
      const first = Math.min(
        agrees <= agreesUntil ? agrees : Number.POSITIVE_INFINITY,
        Math.max(trials, fewFrom),
        most,
      );
      const end = trials <= limitsOf(hits).manyUntil ? trials : Math.max(trials, first);
      return { trials: end, decision: decide(end, hits) ?? 'undecided' };
    },
    band: (trials, hits) => bandOf(priorOf(rate, question.high), question.alarm, trials, hits),
  };
}

interface Prior {
  a: number;
  b: number;
}

const priorOf = (rate: number, high: number): Prior => {
  const mean = rate > 0 ? rate : high;
  return { a: PRIOR_HITS, b: (PRIOR_HITS * (1 - mean)) / mean };
};

/** Logarithm of the mixture's likelihood over that of the rate p. */
function evidenceAgainst({ a, b }: Prior, p: number, trials: number, hits: number): number {
  const misses = trials - hits;
  return (
    logBeta(a + hits, b + misses) -
    logBeta(a, b) -
    (hits > 0 ? hits * Math.log(p) : 0) -
    (misses > 0 ? misses * Math.log1p(-p) : 0)
  );
}

/** Numbers of trials at which a number of hits ends the test. */
interface TestLimits {
  /** Up to here they are too many. */
  manyUntil: number;
  agreesFrom: number;
  agreesUntil: number;
  /** From here on they are too few. */
  fewFrom: number;
}

function limitsFor({ rate, low, high, alarm, miss, most }: Question, hits: number): TestLimits {
  if (rate === 0) {
    const clear = Math.ceil(Math.log(miss) / Math.log1p(-high));
    return hits > 0
      ? { manyUntil: Number.POSITIVE_INFINITY, agreesFrom: 1, agreesUntil: 0, fewFrom: Number.POSITIVE_INFINITY }
      : { manyUntil: -1, agreesFrom: clear, agreesUntil: most, fewFrom: Number.POSITIVE_INFINITY };
  }
  const prior = priorOf(rate, high);
  const against = (p: number, bound: number) => (trials: number) =>
    evidenceAgainst(prior, p, trials, hits) >= -Math.log(bound);
  // For a fixed number of hits the evidence against p falls with every trial up to this one, and rises after it.
  const turn = (p: number): number => Math.max(hits, Math.round((prior.a + hits) / p - prior.a - prior.b));
  return {
    manyUntil: last(hits, turn(rate), against(rate, alarm)),
    agreesFrom: first(turn(high), most, against(high, miss)),
    agreesUntil: low > 0 ? last(hits, turn(low), against(low, miss)) : most,
    fewFrom: first(turn(rate), most, against(rate, alarm)),
  };
}

/** The first number from `from` to `to` of which it holds, which it then does of all later ones; else infinity. */
function first(from: number, to: number, holds: (trials: number) => boolean): number {
  if (from > to || !holds(to)) return Number.POSITIVE_INFINITY;
  let [no, yes] = [from - 1, to];
  while (yes - no > 1) {
    const middle = Math.floor((no + yes) / 2);
    if (holds(middle)) yes = middle;
    else no = middle;
  }
  return yes;
}

/** The last number from `from` to `to` of which it holds, which it then does of all earlier ones; else -1. */
function last(from: number, to: number, holds: (trials: number) => boolean): number {
  if (from > to || !holds(from)) return -1;
  let [yes, no] = [from, to + 1];
  while (no - yes > 1) {
    const middle = Math.floor((no + yes) / 2);
    if (holds(middle)) yes = middle;
    else no = middle;
  }
  return yes;
}

function bandOf(prior: Prior, alarm: number, trials: number, hits: number): { low: number; high: number } {
  if (trials === 0) return { low: 0, high: 1 };
  const share = hits / trials;
  const inside = (p: number): boolean => evidenceAgainst(prior, p, trials, hits) < -Math.log(alarm);
  return {
    low: hits === 0 ? 0 : edge(share, 0, inside),
    high: hits === trials ? 1 : edge(share, 1, inside),
  };
}

/** Where, between a place inside and one outside, the inside ends. */
function edge(inner: number, outer: number, inside: (p: number) => boolean): number {
  let [yes, no] = [inner, outer];
  for (let round = 0; round < 50; round++) {
    const middle = (yes + no) / 2;
    if (inside(middle)) yes = middle;
    else no = middle;
  }
  return (yes + no) / 2;
}
