import { afterAll, describe, test } from 'vitest';
import { BrokenRule } from './failure.ts';
import type { RuleTest } from './rule-tests.ts';

/** Registers a group of tests with Vitest. `timeout`: milliseconds for one test. */
export function withVitest(
  name: string,
  tests: readonly RuleTest[],
  { timeout, close }: { timeout: number; close(): Promise<unknown> },
): void {
  describe(name, () => {
    afterAll(async () => void (await close()), timeout);
    for (const { name: rule, known, judge } of tests) {
      const register = known ? test.fails : test;
      register(known ? `${rule} (known: ${known.reason})` : rule, { timeout }, async ({ skip, annotate }) => {
        const { status, text } = await judge();
        if (status === 'skip') skip(text);
        if (status === 'warn') await annotate(text, 'warning');
        if (status === 'fail' || status === 'error') throw new BrokenRule(text);
      });
    }
  });
}
