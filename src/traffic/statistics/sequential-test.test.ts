import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { divergence } from '../viewers/observe.ts';
import { characteristics } from './characteristics.ts';
import { type Question, sequentialTest } from './sequential-test.ts';

const question = (rate: number, changes: Partial<Question> = {}): Question => ({
  rate,
  low: rate / 1.5,
  high: rate * 1.5,
  alarm: 1e-5,
  miss: 1e-3,
  most: 20_000,
  ...changes,
});

const rates = fc.constantFrom(0.05, 0.1, 0.15);

describe('a sequential test of a rate', () => {
  test.prop([rates, fc.constantFrom(1e-5, 1e-3, 0.05)], { numRuns: 9 })(
    'rejects a true claim no more often than is stated, as computed without simulating it',
    (rate, alarm) => {
      const { ends } = characteristics(sequentialTest(question(rate, { alarm })), rate);
      const alarms = ends['too many'] + ends['too few'];
      expect(alarms).toBeLessThanOrEqual(alarm);
      expect(alarms).toBeGreaterThan(alarm / 3);
    },
  );

  test.prop([rates, fc.constantFrom(1.5, 1 / 1.5, 3, 0.1)], { numRuns: 12 })(
    'confirms a claim that is off by the bounds or more no more often than is stated',
    (rate, factor) => {
      const { ends } = characteristics(sequentialTest(question(rate)), rate * factor);
      expect(ends.agrees).toBeLessThanOrEqual(1e-3);
      expect(ends[factor > 1 ? 'too many' : 'too few']).toBeGreaterThan(0.99);
    },
  );

  test('needs hardly more trials than the sequential probability ratio test that knows the wrong rate', () => {
    for (const wrong of [0.15, 0.1 / 1.5]) {
      const wald = Math.log(1e5) / divergence(wrong, 0.1);
      expect(characteristics(sequentialTest(question(0.1)), wrong).median).toBeLessThan(1.5 * wald);
    }
  });

  test('its ends have probabilities that add up to one', () => {
    const { ends } = characteristics(sequentialTest(question(0.1, { most: 500 })), 0.1);
    expect(ends.undecided).toBeGreaterThan(0.5);
    expect(Object.values(ends).reduce((sum, part) => sum + part, 0)).toBeCloseTo(1, 9);
  });

  test.prop([rates, fc.integer({ min: 1, max: 20_000 }), fc.double({ min: 0, max: 1, noNaN: true })])(
    'rejects a claim exactly when the confidence band has left it',
    (rate, trials, share) => {
      const hits = Math.round(share * trials);
      const test = sequentialTest(question(rate));
      const { low, high } = test.band(trials, hits);
      expect(low).toBeLessThanOrEqual(hits / trials);
      expect(high).toBeGreaterThanOrEqual(hits / trials);
      const decision = test.decide(trials, hits);
      if (decision === 'too many') expect(rate).toBeLessThanOrEqual(low);
      else if (decision === 'too few') expect(rate).toBeGreaterThanOrEqual(high);
      else if (decision !== 'agrees') expect(rate > low && rate < high).toBe(true);
    },
  );

  test.prop([rates, fc.integer({ min: 0, max: 300 }), fc.integer({ min: 1, max: 3_000 })])(
    'knows without looking at each trial when it ends if no further hit comes',
    (rate, hits, more) => {
      const test = sequentialTest(question(rate));
      const from = hits + more;
      const { trials, decision } = test.next(from, hits);
      let looked = from;
      while (test.decide(looked, hits) === undefined) looked++;
      expect([trials, decision]).toEqual([looked, test.decide(looked, hits)]);
    },
  );

  test('a claim of nothing is rejected by the first hit and confirmed by enough misses', () => {
    const test = sequentialTest(question(0, { low: 0, high: 0.001 }));
    expect(test.decide(1, 1)).toBe('too many');
    expect(test.decide(6_000, 0)).toBeUndefined();
    expect(test.decide(7_000, 0)).toBe('agrees');
  });
});
