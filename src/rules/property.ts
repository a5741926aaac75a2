import fc, { type Arbitrary } from 'fast-check';
import { RuleViolation, SkipError, type TestContext } from '../core/test-context.ts';

/** Executions spent on making a failing case smaller. */
const SHRINKS = 300;

/** Cases that are drawn at a time. */
const DRAWN = 500;

/**
 * Checks random cases and reports the smallest one for which `check` throws Broken. Only that rule counts while
 * shrinking: whatever else goes wrong with a smaller case makes it no smaller finding.
 */
export async function forAll<T>(
  lane: Pick<TestContext, 'seed' | 'runs' | 'reportViolation'> & Partial<Pick<TestContext, 'sent' | 'shrinks'>>,
  values: Arbitrary<T>,
  check: (value: T) => Promise<void>,
  { runs = lane.runs }: { runs?: number } = {},
): Promise<void> {
  let index = 0;
  try {
    // fast-check's own runner of asynchronous properties takes a good part of the time that a request takes.
    for (const value of drawn(values, lane.seed, runs)) {
      await check(value);
      index++;
    }
  } catch (error) {
    if (!(error instanceof RuleViolation)) throw error;
    const after = lane.sent === undefined ? {} : { after: lane.sent };
    const { found, fcPath } =
      lane.shrinks === false
        ? { found: error, fcPath: String(index) }
        : await smaller(values, check, { seed: lane.seed, index, error });
    lane.reportViolation({ ...found.violation, ...after, fcPath });
  }
}

function* drawn<T>(values: Arbitrary<T>, seed: number, runs: number): Generator<T> {
  for (let start = 0; start < runs; start += DRAWN)
    yield* fc.sample(values, { seed, path: String(start), numRuns: Math.min(DRAWN, runs - start) });
}

/** The smallest case that is found from the one at `index`, and fast-check's path to it. */
async function smaller<T>(
  values: Arbitrary<T>,
  check: (value: T) => Promise<void>,
  { seed, index, error: first }: { seed: number; index: number; error: RuleViolation },
): Promise<{ found: RuleViolation; fcPath: string }> {
  let executions = 0;
  const property = fc.asyncProperty(values, async (value) => {
    if (executions++ > SHRINKS) return;
    // It failed before. What learns from being run, as a sequence of commands does, has to be run again.
    if (executions === 1 && !fc.hasCloneMethod(value)) throw first;
    try {
      await check(value);
    } catch (error) {
      if (!(error instanceof SkipError)) throw error;
    }
  });
  const details = await fc.check(property, { seed, path: String(index), numRuns: 1 });
  const { errorInstance: found, counterexamplePath } = details.failed ? details : { errorInstance: first };
  if (!(found instanceof RuleViolation)) throw found;
  return { found, fcPath: counterexamplePath ?? String(index) };
}
