import { describe, expect, test } from 'vitest';
import { BASES, judgeBase } from './support/own-past.ts';

/** Reasons that say nothing of what stands in the way. */
const EMPTY = /^(no response had anything that this rule checks|a call that it rests)/;

describe('one defect is reported by the rules that are about it and by no other', () => {
  test.each(BASES.map((base) => [base.name, base] as const))('%s', async (_, base) => {
    const { failing, warning, unjudged, strangers, error } = await judgeBase(base);
    expect(error).toBeUndefined();
    expect(strangers).toEqual([]);
    expect([...failing, ...warning]).toEqual(expect.arrayContaining(base.must));
    expect(unjudged.filter(({ reason }) => EMPTY.test(reason)).length).toBeLessThanOrEqual(3);
  });
});
