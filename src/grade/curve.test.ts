import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { curveOf, shareAt } from './curve.ts';
import { sighting } from './testing/sample-grade.ts';

/** Faults that are found with so many requests; undefined for one that is not found. */
const faultsAt = (costs: (number | undefined)[]) =>
  costs.map((after) => (after === undefined ? {} : { found: sighting('rule', after) }));

const costs = fc.array(fc.option(fc.integer({ min: 0, max: 500 }), { nil: undefined }), { minLength: 1 });

describe('the curve', () => {
  property.prop([costs])('rises from point to point and ends at the share that is found at all', (all) => {
    const points = curveOf(faultsAt(all));
    for (const [index, { requests, share }] of points.entries()) {
      expect(requests).toBeGreaterThan(points[index - 1]?.requests ?? -1);
      expect(share).toBeGreaterThan(points[index - 1]?.share ?? 0);
    }
    expect(points.at(-1)?.share ?? 0).toBe(all.filter((cost) => cost !== undefined).length / all.length);
  });

  property.prop([costs, fc.integer({ min: 0, max: 600 })])(
    'gives for any number of requests the share of the faults that take no more',
    (all, requests) => {
      const found = all.filter((cost) => cost !== undefined && cost <= requests).length;
      expect(shareAt(curveOf(faultsAt(all)), requests)).toBe(found / all.length);
    },
  );

  test('of no faults has no points, and nothing is found', () => {
    expect(curveOf([])).toEqual([]);
    expect(shareAt([], 300)).toBe(0);
  });
});
