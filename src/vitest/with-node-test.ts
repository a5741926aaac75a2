import { after, describe, test } from 'node:test';
import { BrokenRule } from './failure.ts';
import type { RuleTest } from './rule-tests.ts';

/** Registers a group of tests with node:test. `timeout`: milliseconds for one test. A known deviation is a `todo`, which may fail. */
export function withNodeTest(
  name: string,
  tests: readonly RuleTest[],
  { timeout, close }: { timeout: number; close(): Promise<unknown> },
): void {
  describe(name, () => {
    after(async () => void (await close()), { timeout });
    for (const { name: rule, known, judge } of tests) {
      test(rule, { timeout, ...(known ? { todo: known.reason } : {}) }, async (context) => {
        const { status, text } = await judge();
        if (status === 'skip') context.skip(text);
        else if (status === 'warn') context.diagnostic(text);
        else if (status !== 'pass') throw new BrokenRule(text);
        else if (known) throw new BrokenRule(`${rule} is a known deviation, but holds now: take it off the list`);
      });
    }
  });
}
