import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RuleViolation, SkipError, type ViolationDetails } from '../core/test-context.ts';
import { forAll } from './property.ts';

const RUNS = 1_200;

/** All values that were checked, and what was found in those that fail. */
async function checked(
  fails: (value: number) => boolean,
  { shrinks = true, values = fc.nat(100_000) as fc.Arbitrary<number> } = {},
): Promise<{ seen: number[]; found: ViolationDetails[] }> {
  const seen: number[] = [];
  const found: ViolationDetails[] = [];
  await forAll({ seed: 7, runs: RUNS, shrinks, reportViolation: (one) => found.push(one) }, values, async (value) => {
    seen.push(value);
    if (fails(value)) throw broken(value);
  });
  return { seen, found };
}

const broken = (value: number): RuleViolation =>
  new RuleViolation({ operation: 'GetPolicy', expected: '', actual: String(value), steps: [] });

const late = fc.sample(fc.nat(100_000), { seed: 7, numRuns: RUNS });

describe('cases of a property', () => {
  it('are those that fast-check draws for the seed, however many', async () => {
    const { seen, found } = await checked(() => false);
    expect(seen).toEqual(late);
    expect(found).toEqual([]);
  });

  it('shrink to the smallest that fails, and the path leads to it', async () => {
    const { found } = await checked((value) => value > 700);
    expect(found).toMatchObject([{ actual: '701' }]);
    const again = fc.check(
      fc.property(fc.nat(100_000), (value) => value <= 700),
      { seed: 7, path: found[0]!.fcPath!, numRuns: 1, endOnFailure: true },
    );
    expect(again.counterexample).toEqual([701]);
  });

  it('shrink from whatever case fails first, also after many that hold', async () => {
    const last = late.at(-1)!;
    const { seen, found } = await checked((value) => value === last);
    expect(found).toMatchObject([{ actual: String(last) }]);
    expect(seen.filter((value) => value === last)).toHaveLength(1);
  });

  it('are not made smaller where nobody wants that', async () => {
    const { seen, found } = await checked((value) => value > 700, { shrinks: false });
    expect(found).toMatchObject([{ actual: String(seen.at(-1)), fcPath: String(seen.length - 1) }]);
  });

  it('that learn from being run are run again, and told as they were found where they fail no more', async () => {
    const values = fc.nat(100_000).map((value) => Object.assign(new Number(value), { [fc.cloneMethod]: () => value }));
    let failed = false;
    const { found } = await checked(
      (value) => {
        const fails = value > 700 && !failed;
        failed ||= fails;
        return fails;
      },
      { values: values as unknown as fc.Arbitrary<number> },
    );
    expect(found).toHaveLength(1);
  });

  it('end with the first that nothing can be learnt from', async () => {
    let count = 0;
    const check = async (): Promise<void> => {
      if (++count === 3) throw new SkipError('full', { hindrance: { kind: 'option' } });
    };
    const lane = { seed: 7, runs: RUNS, reportViolation: () => expect.unreachable() };
    await expect(forAll(lane, fc.nat(), check)).rejects.toThrow('full');
    expect(count).toBe(3);
  });

  it('end with a fault of the check itself', async () => {
    const lane = { seed: 7, runs: RUNS, reportViolation: () => expect.unreachable() };
    await expect(forAll(lane, fc.nat(), () => Promise.reject(new TypeError('oops')))).rejects.toThrow(TypeError);
  });
});
