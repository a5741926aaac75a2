import { describe, expect, test } from 'vitest';
import { defectFaults } from '../src/reference/faults/defects.ts';
import { FAULTS } from '../src/reference/faults/index.ts';
import type { RunRecord } from '../src/report/run-record.ts';
import { judge, referenceWith } from './support/judging.ts';

/** Faults that are of this kind, too. */
const OTHERS = ['errors-without-envelope', 'one-level-deeper'];
const DEFECTS = [...defectFaults, ...FAULTS.filter(({ name }) => OTHERS.includes(name))];

/** Rules that one defect of documents may leave unjudged, of a hundred. */
const UNJUDGED = 3;

const HOW = { runs: 2, settle: 0, concurrency: 1 };
const skippedIn = ({ rules }: RunRecord): string[] =>
  rules.filter(({ status }) => status === 'skip').map(({ id, reason }) => `${id}: ${reason}`);

describe('one defect of documents is one finding, and the other rules are judged', () => {
  test.each(DEFECTS.map((fault) => [fault.name, fault] as const))('%s', async (_, fault) => {
    const record = await judge(referenceWith(fault), '*', HOW);
    const { rules } = record;
    const broken = rules.filter(({ status }) => status !== 'skip' && status !== 'pass').map(({ id }) => id);
    expect(broken).toEqual([fault.breaks]);
    const skipped = skippedIn(record);
    expect(skipped.length / rules.length, skipped.join('\n')).toBeLessThanOrEqual(UNJUDGED / 100);
  });
});
