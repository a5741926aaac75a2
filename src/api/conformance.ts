import { checkGiven } from '../session/given-options.ts';
import { judgingOf } from '../session/judging.ts';
import { readKnown } from '../session/known.ts';
import type { RunOptions } from '../session/run-options.ts';
import { type RuleTest, ruleTests } from '../vitest/rule-tests.ts';

/** What is judged as tests, and how. */
export interface ConformanceOptions extends Omit<RunOptions, 'timeout'> {
  /** Milliseconds for one test; 60000. */
  timeout?: number;
}

/** A group of tests for a runner of tests. */
export interface ConformanceTests {
  name: string;
  tests: RuleTest[];
  timeout: number;
  /** Ends what the tests opened; to be called after all of them. */
  close(): Promise<string[]>;
}

/**
 * One test a rule, for any runner of tests. Nothing is opened before the first test judges. Throws for options that name no
 * target or that there are not, for a resource or a glob that nothing matches, and for a file of known deviations that can't
 * be used.
 */
export function conformanceTests(options: ConformanceOptions): ConformanceTests {
  checkGiven(options as RunOptions);
  const { known, timeout, ...rest } = options;
  // The same requests in every run, unless other ones are asked for: a test that fails does so again.
  const judging = judgingOf({ seed: 1, runs: 20, ...rest });
  const ids = [...judging.rules.answer, ...judging.rules.active].map(({ id }) => id);
  const entries = typeof known === 'string' ? readKnown(known, ids) : known;
  return {
    name: judging.name,
    tests: ruleTests(judging, entries),
    timeout: timeout ?? 60_000,
    close: () => judging.close(),
  };
}
