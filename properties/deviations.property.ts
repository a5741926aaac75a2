import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import type { RunRecord } from '../src/core/run-record.ts';
import { deviationsOf } from '../src/deviations/deviations.ts';
import { MISTAKES } from '../src/reference/mistakes.ts';
import type { Modification } from '../src/reference/modification.ts';
import { faultNamed, judge, referenceWith } from './support/judging.ts';

const HOW = { runs: 8, settle: 50, concurrency: 1 } as const;

/** Mistakes of all kinds on one server, in places that do not touch. */
const TOGETHER = ['enabled-lost-in-read', 'order-check-off', 'errors-without-type', 'location-query'];

const recordOf = (...modifications: Modification[]): Promise<RunRecord> =>
  judge(referenceWith(...modifications), '*', HOW);
const keysOf = (record: RunRecord): string[] => deviationsOf(record).map(({ key }) => key);

/** A copy whose findings and skips are the same, in another order within each rule. */
const shuffled = (record: RunRecord, seed: number): RunRecord => ({
  ...record,
  rules: record.rules.map((rule) => ({
    ...rule,
    findings: fc.sample(fc.shuffledSubarray(rule.findings, { minLength: rule.findings.length }), {
      seed,
      numRuns: 1,
    })[0]!,
  })),
});

describe('a server with one mistake', () => {
  test.each(MISTAKES.map((mistake) => [mistake.name, mistake] as const))(
    '%s has one heading, which says so',
    async (_, { modification, says }) => {
      const found = deviationsOf(await recordOf(modification));
      expect(found.map(({ sentence }) => sentence)).toEqual([expect.stringMatching(says)]);
    },
    60_000,
  );
});

describe('a server with several', () => {
  let record: RunRecord;
  let alone: string[][];
  beforeAll(async () => {
    record = await recordOf(...TOGETHER.map(faultNamed));
    alone = [];
    for (const name of TOGETHER) alone.push(keysOf(await recordOf(faultNamed(name))));
  }, 120_000);

  test('has the heading of each, and no other', () => {
    expect(alone.map((keys) => keys.length)).toEqual(TOGETHER.map(() => 1));
    expect(keysOf(record).sort()).toEqual(alone.flat().sort());
  });

  test('each broken rule belongs to one deviation', () => {
    const broken = record.rules.filter(({ status }) => status === 'fail' || status === 'warn').map(({ id }) => id);
    const explained = deviationsOf(record).flatMap(({ rules }) => rules);
    expect(explained.sort()).toEqual(broken.sort());
  });

  test('no rule is both broken and masked', () => {
    const masked = deviationsOf(record).flatMap((one) => one.masked.map(({ rule }) => rule));
    for (const id of masked) expect(record.rules.find((rule) => rule.id === id)?.status).toBe('skip');
  });

  test('is explained by its record alone, in whatever order the findings came', () => {
    const copy = JSON.parse(JSON.stringify(record)) as RunRecord;
    expect(deviationsOf(copy)).toEqual(deviationsOf(record));
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        expect(deviationsOf(shuffled(record, seed))).toEqual(deviationsOf(record));
      }),
      { numRuns: 20 },
    );
  });
});
