import type { Cost } from '../rules/rule.ts';
import { characteristics } from './characteristics.ts';
import { type Question, sequentialTest } from './sequential-test.ts';

/** Rates below this one are computed as if they were this one: the number of hits that a test needs hardly depends on them. */
const SMALL = 0.01;

/**
 * What a test on a rate is expected to cost: on a right edge, and on one with the rate `wrong`. `each`: requests that one
 * trial takes.
 */
export function expectedCost(about: string, question: Question, wrong: number, each = 1): Cost {
  const { rate, low, high, most } = question;
  if (rate === 0) {
    const right = Math.ceil(Math.log(question.miss) / Math.log1p(-high));
    const given = Math.min(most, right);
    return {
      about,
      right: given * each,
      wrong: Math.round(each / wrong),
      undecided: given < right ? 1 : 0,
      seconds: 0,
    };
  }
  const scale = rate < SMALL ? SMALL / rate : 1;
  const test = sequentialTest({
    ...question,
    rate: rate * scale,
    low: low * scale,
    high: Math.min(high * scale, (1 + rate * scale) / 2),
    most: Math.ceil(most / scale),
  });
  const right = characteristics(test, rate * scale);
  const off = characteristics(test, Math.min(1, wrong * scale));
  return {
    about,
    right: Math.round(right.mean * scale * each),
    wrong: Math.round(off.mean * scale * each),
    undecided: right.ends.undecided,
    seconds: 0,
  };
}
