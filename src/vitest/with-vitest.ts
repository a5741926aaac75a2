import { afterAll, describe, test } from 'vitest';
import { RuleFailure } from './failure.ts';
import { createOutcomes } from './outcomes.ts';
import type { RuleTest } from './rule-tests.ts';

/**
 * Registers a group of tests with Vitest. `timeout`: milliseconds for one test. The reason of a skipped test is its note, an
 * annotation, `meta.reason`, and a line on standard output after the group, since each reporter shows another of these.
 */
export function withVitest(
  name: string,
  tests: readonly RuleTest[],
  { timeout, close }: { timeout: number; close(): Promise<unknown> },
): void {
  describe(name, () => {
    const outcomes = createOutcomes();
    afterAll(async () => {
      await close();
      for (const line of outcomes.skipped()) console.info(line);
      outcomes.assertJudged();
    }, timeout);
    for (const { name: rule, known, judge } of tests) {
      const register = known ? test.fails : test;
      register(known ? `${rule} (known: ${known.reason})` : rule, { timeout }, async ({ skip, annotate, task }) => {
        const verdict = await judge();
        const { status, text } = verdict;
        outcomes.take(rule, verdict);
        if (status === 'skip') {
          Object.assign(task.meta, { reason: text });
          await annotate(text, 'not judged');
          skip(text);
        }
        if (status === 'warn') await annotate(text, 'warning');
        if (status === 'fail' || status === 'error') throw new RuleFailure(text);
      });
    }
  });
}
