import { type ConformanceOptions, conformanceTests } from '../api/conformance.ts';
import { withVitest } from '../vitest/with-vitest.ts';

export type { ConformanceOptions } from '../api/conformance.ts';

/**
 * Registers a group of Vitest tests that judge a target, one test a rule. A known deviation is a `test.fails` with its reason;
 * a rule that can't be judged is a skipped test; an inferred rule that is broken is an annotation. May be called several
 * times in one file, for several targets. Throws where the options name what is not there.
 */
export function conformance(options: ConformanceOptions): void {
  const { name, tests, ...rest } = conformanceTests(options);
  withVitest(name, tests, rest);
}
