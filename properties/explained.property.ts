import { expect, test } from 'vitest';
import { unexplained } from '../src/deviations/explanation.ts';
import { BASES } from '../src/reference/bases.ts';
import { skipText } from '../src/report/skips.ts';
import { exitCodeOf } from '../src/report/verdict.ts';
import { judge, referenceWith } from './support/judging.ts';
import { BASES as DEFECTS } from './support/own-past.ts';

const QUICK = { runs: 2, settle: 50, shrink: false, patience: 500, concurrency: 1 };

test.each([...BASES, ...DEFECTS])(
  'every rule that cannot be judged on $name has a reason in the report',
  {
    timeout: 60_000,
  },
  async ({ modification }) => {
    const record = await judge(referenceWith(modification), '**', QUICK);
    expect(unexplained(record).map((rule) => `${rule.id}: ${skipText(record, rule)}`)).toEqual([]);
    expect(exitCodeOf(record)).not.toBe(2);
  },
);
