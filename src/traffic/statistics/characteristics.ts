import type { Decision, SequentialTest } from './sequential-test.ts';

/** What a sequential test does at one true rate. */
export interface Characteristics {
  /** Probability of each end. */
  ends: Record<Decision, number>;
  /** Expected number of trials, and the number that half of the runs do not exceed. */
  mean: number;
  median: number;
}

/** Probability below which a state is dropped. */
const NOTHING = 1e-18;

/**
 * How a test behaves at a true rate, without simulating it: the distribution of the number of hits is carried from
 * trial to trial, and what reaches an end leaves it. Exact but for rounding and for tails below 1e-18.
 */
export function characteristics(test: SequentialTest, rate: number): Characteristics {
  const ends: Record<Decision, number> = { agrees: 0, 'too many': 0, 'too few': 0, undecided: 0 };
  const alive = [1];
  let [lowest, highest] = [0, 0];
  let mean = 0;
  let median = 0;
  let ended = 0;
  for (let trials = 1; lowest <= highest; trials++) {
    highest++;
    for (let hits = highest; hits >= lowest; hits--) {
      const probability = (alive[hits] ?? 0) * (1 - rate) + (hits > lowest ? alive[hits - 1]! * rate : 0);
      const decision = probability < NOTHING ? undefined : test.decide(trials, hits);
      alive[hits] = decision ? 0 : probability;
      if (!decision) continue;
      ends[decision] += probability;
      mean += trials * probability;
      ended += probability;
    }
    if (median === 0 && ended >= 0.5) median = trials;
    while (lowest <= highest && alive[lowest]! < NOTHING) lowest++;
    while (lowest <= highest && alive[highest]! < NOTHING) highest--;
  }
  return { ends, mean, median };
}
