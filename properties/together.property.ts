import { expect, test } from 'vitest';
import type { RunRecord } from '../src/core/run-record.ts';
import { deviationsOf } from '../src/deviations/deviations.ts';
import { referenceRun } from '../src/grade/reference-run.ts';
import { inspect } from '../src/grade/together/inspect.ts';
import { gradeTogether } from '../src/grade/together/judge.ts';
import { FAULTS } from '../src/reference/faults/index.ts';
import { MISTAKES } from '../src/reference/mistakes.ts';
import { emptyRecord, recorder } from '../src/report/record.ts';
import { exitCodeOf, verdictOf } from '../src/report/verdict.ts';
import { ownSuite } from '../src/session/suite.ts';

const suite = ownSuite();
const OPTIONS = { seed: 1, runs: 2, settle: 50, lanes: 1 };

/** Faults of other kinds and other operations. */
const SOME = ['etag-never-rotates', 'weight-lost', 'location-missing', 'idle-ttl-minimum-off'];
const faults = FAULTS.filter(({ name }) => SOME.includes(name));

async function recordOf(names: readonly string[], seed: number): Promise<RunRecord> {
  const record = emptyRecord();
  const take = recorder(record);
  const modifications = FAULTS.filter(({ name }) => names.includes(name));
  for await (const event of referenceRun(suite, modifications, { ...OPTIONS, seed })) take(event);
  return record;
}

const frozen = <T>(value: T): T => {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(frozen);
  }
  return value;
};

test('the verdicts of rules are the same with and without their explanation', async () => {
  const record = await recordOf(SOME, 1);
  const before = JSON.stringify([
    record.rules.map(({ id, status }) => [id, status]),
    verdictOf(record),
    exitCodeOf(record),
  ]);
  const deviations = deviationsOf(frozen(record));
  const broken = record.rules.filter(({ findings }) => findings.length > 0).map(({ id }) => id);
  // What is broken is explained once, and nothing else is.
  expect(deviations.flatMap(({ rules }) => rules).sort()).toEqual(broken.sort());
  const skipped = record.rules.filter(({ status }) => status === 'skip').map(({ id }) => id);
  for (const { rule } of deviations.flatMap(({ masked }) => masked)) expect(skipped).toContain(rule);
  const after = JSON.stringify([
    record.rules.map(({ id, status }) => [id, status]),
    verdictOf(record),
    exitCodeOf(record),
  ]);
  expect(after).toBe(before);
});

test('faults of one server are named by the keys that they have alone, whatever the seed, and nothing else is', async () => {
  const { summary, groups } = await gradeTogether(suite, {
    faults,
    size: faults.length,
    groups: 1,
    seed: 1,
    order: [],
    walk: true,
    inspect: ({ faults: names, options }) => inspect(suite, { faults: names, options: { ...options, runs: 2 } }),
  });
  expect(groups[0]!.causes.filter(({ named }) => !named)).toEqual([]);
  expect(groups[0]!.headings.filter(({ causedBy }) => causedBy.length === 0)).toEqual([]);
  expect(summary).toMatchObject({ causes: faults.length, walks: 1, mended: 1 });
  const other = deviationsOf(await recordOf(SOME, 7)).map(({ key }) => key);
  expect(groups[0]!.causes.map(({ key }) => key).filter((key) => !other.includes(key))).toEqual([]);
});

test.each(MISTAKES.filter(({ name }) => /last-segment|not-found|declaration/.test(name)))(
  'a server has one heading that says what is wrong: $about',
  async ({ name, says }) => {
    const { headings } = await inspect(suite, { faults: [name], options: OPTIONS });
    expect(headings.map(({ sentence }) => sentence)).toEqual([expect.stringMatching(says)]);
  },
);

test('a fault that the others hide is told from one that they do not', async () => {
  const hidden = await inspect(suite, {
    faults: ['update-takes-the-last-segment', 'update-does-nothing'],
    options: { ...OPTIONS, rules: 'lifecycle.{create,update}.*' },
  });
  expect(hidden.unseen).toEqual(['update-does-nothing']);
});
