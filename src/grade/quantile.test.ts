import { fc, test as property } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import { quantile } from './quantile.ts';

property.prop([fc.array(fc.integer(), { minLength: 1 }), fc.integer({ min: 1, max: 100 })])(
  'a quantile is the least of the values that so large a share does not exceed',
  (values, percent) => {
    const value = quantile(values, percent / 100);
    const needed = Math.ceil((percent / 100) * values.length);
    expect(values).toContain(value);
    expect(values.filter((one) => one <= value).length).toBeGreaterThanOrEqual(needed);
    expect(values.filter((one) => one < value).length).toBeLessThan(needed);
  },
);

test('the median of four is the second, and of nothing 0', () => {
  expect(quantile([4, 1, 3, 2], 0.5)).toBe(2);
  expect(quantile([], 0.5)).toBe(0);
});
