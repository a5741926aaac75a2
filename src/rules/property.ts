import fc, { type Arbitrary } from 'fast-check';
import { Broken, type Lane, Unjudged } from '../core/lane.ts';

/** Executions spent on making a failing case smaller. */
const SHRINKS = 300;

/**
 * Checks random cases and reports the smallest one for which `check` throws Broken. Only that rule counts while
 * shrinking: whatever else goes wrong with a smaller case makes it no smaller finding.
 */
export async function forAll<T>(
  lane: Pick<Lane, 'seed' | 'runs' | 'broken'> & Partial<Pick<Lane, 'sent' | 'shrinks'>>,
  values: Arbitrary<T>,
  check: (value: T) => Promise<void>,
  options: { runs?: number } = {},
): Promise<void> {
  let unjudged: Unjudged | undefined;
  let executions = 0;
  let failed = false;
  let after: number | undefined;
  const property = fc.asyncProperty(values, async (value) => {
    if (unjudged || (failed && ++executions > SHRINKS)) return;
    try {
      await check(value);
    } catch (error) {
      if (error instanceof Unjudged) {
        if (!failed) unjudged = error;
        return;
      }
      if (error instanceof Broken && !failed) {
        failed = true;
        after = lane.sent;
      }
      throw error;
    }
  });
  const details = await fc.check(property, {
    seed: lane.seed,
    numRuns: options.runs ?? lane.runs,
    endOnFailure: lane.shrinks === false,
  });
  const error = details.failed ? details.errorInstance : undefined;
  if (error instanceof Broken) {
    lane.broken({
      ...error.breakage,
      ...(after === undefined ? {} : { after }),
      ...(details.counterexamplePath === null ? {} : { fcPath: details.counterexamplePath }),
    });
  } else if (error !== undefined) throw error;
  if (unjudged) throw unjudged;
}
