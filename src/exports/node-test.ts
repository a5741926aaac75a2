import { type ConformanceOptions, conformanceTests } from '../api/conformance.ts';
import { withNodeTest } from '../vitest/with-node-test.ts';

export type { ConformanceOptions } from '../api/conformance.ts';

/**
 * Registers a suite of node:test tests that judge a target, one test a rule. A known deviation is a `todo` with its reason; a
 * rule that can't be judged is a skipped test; an inferred rule that is broken is a diagnostic. Throws where the options
 * name what is not there.
 */
export function conformance(options: ConformanceOptions): void {
  const { name, tests, ...rest } = conformanceTests(options);
  withNodeTest(name, tests, rest);
}
