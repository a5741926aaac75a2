import { expect, test } from 'vitest';
import type { RunRecord } from '../core/run-record.ts';
import { type Sample, sampleRecords } from '../report/testing/sample-run.ts';
import { compared, comparisonText, fixedIn } from './compare.ts';
import { deviationsOf } from './deviations.ts';

type Rules = NonNullable<Sample['rules']>;
const recordOf = (...rules: Rules): RunRecord => sampleRecords({ rules })[0]!;
const broken = (id: string): Rules[number] => ({
  id,
  status: 'fail',
  findings: [{ path: ['Tree', id], actual: `accepted ${id}` }],
});

test('what both runs show is left, what only this one shows is new, and what holds again is fixed', () => {
  const before = recordOf(broken('Height.maximum'), broken('Age.minimum'), { id: 'Species.enum', status: 'pass' });
  const now = recordOf(broken('Height.maximum'), { id: 'Age.minimum', status: 'pass' }, broken('Species.enum'));
  const { started, fixed, unseen, left, added } = compared(now, before);
  const keyOf = (id: string): string => deviationsOf(now).find(({ rules }) => rules.includes(id))!.key;
  const sentenceOf = (id: string): string => deviationsOf(before).find(({ rules }) => rules.includes(id))!.sentence;
  expect({ fixed, unseen, left, added }).toEqual({
    fixed: [sentenceOf('Age.minimum')],
    unseen: [],
    left: [keyOf('Height.maximum')],
    added: [keyOf('Species.enum')],
  });
  expect(started).toBe(before.started);
});

test.each<Rules>([[{ id: 'Age.minimum', status: 'skip', reason: 'no time' }], [{ id: 'Other.rule', status: 'pass' }]])(
  'what was not judged again is not called fixed: %j',
  (...rules) => {
    const { fixed, unseen } = compared(recordOf(...rules), recordOf(broken('Age.minimum')));
    expect([fixed.length, unseen.length]).toEqual([0, 1]);
  },
);

test('a line tells the numbers, and what was not judged again only where there is any', () => {
  const comparison = { started: '2026-01-02T03:04:05.678Z', fixed: ['a'], unseen: [], left: ['b', 'c'], added: [] };
  expect(comparisonText(comparison)).toBe('since 2026-01-02 03:04: 1 fixed, 2 left, 0 new');
  expect(comparisonText({ ...comparison, unseen: ['d'] })).toMatch(/0 new, 1 not judged again$/);
});

test('what was found on two operations is fixed only where both were judged again, and one holds', () => {
  const before = recordOf({
    id: 'Height.maximum',
    status: 'fail',
    findings: ['PlantTree', 'PruneTree'].map((operation) => ({
      operation,
      differences: [{ kind: 'accepts' as const, operation, about: 'Height.maximum' }],
    })),
  });
  const [deviation] = deviationsOf(before);
  const now = (judged: Record<string, number>, broken: Record<string, number> = {}): RunRecord => {
    const record = recordOf({ id: 'Height.maximum', status: 'pass' });
    Object.assign(record.rules[0]!, { judged, broken });
    return record;
  };
  expect(fixedIn(now({ PlantTree: 1, PruneTree: 1 }))(deviation!)).toBe(true);
  expect(fixedIn(now({ PlantTree: 1 }))(deviation!)).toBe(false);
  const brokenByOthers = now({ PlantTree: 1, PruneTree: 1 }, { PruneTree: 1 });
  expect(fixedIn(brokenByOthers)(deviation!)).toBe(true);
  expect(fixedIn(now({ PlantTree: 1, PruneTree: 1 }, { PlantTree: 1, PruneTree: 1 }))(deviation!)).toBe(false);
});
