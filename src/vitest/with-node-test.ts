import { after, describe, test } from 'node:test';
import { RuleFailure } from './failure.ts';
import { createOutcomes } from './outcomes.ts';
import type { RuleTest } from './rule-tests.ts';

/** Registers a group of tests with node:test. `timeout`: milliseconds for one test. A known deviation is a `todo`, which may fail. */
export function withNodeTest(
  name: string,
  tests: readonly RuleTest[],
  { timeout, close }: { timeout: number; close(): Promise<unknown> },
): void {
  describe(name, () => {
    const outcomes = createOutcomes();
    after(
      async () => {
        await close();
        outcomes.assertJudged();
      },
      { timeout },
    );
    for (const { name: rule, known, judge } of tests) {
      test(rule, { timeout, ...(known ? { todo: known.reason } : {}) }, async (context) => {
        const verdict = await judge();
        const { status, text } = verdict;
        outcomes.take(rule, verdict);
        if (status === 'skip') context.skip(text);
        else if (status === 'warn') context.diagnostic(text);
        else if (status !== 'pass') throw new RuleFailure(text);
        else if (known)
          throw new RuleFailure(`${rule} is a known deviation, but no longer occurs: remove it from the list`);
      });
    }
  });
}
