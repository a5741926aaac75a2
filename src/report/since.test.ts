import { expect, test } from 'vitest';
import { headingsOf } from './headings.ts';
import { changesSince, sinceText } from './since.ts';
import { type Sample, sampleRecords } from './testing/sample-run.ts';

type Rule = NonNullable<Sample['rules']>[number];

const recordOf = (...rules: Rule[]) => sampleRecords({ rules })[0]!;
const broken = (id: string): Rule => ({ id, status: 'fail', findings: [{}] });
const keys = (rules: readonly { key: string }[]): string[] => rules.map(({ key }) => key);

const before = headingsOf(recordOf(broken('A.one'), broken('B.two')));

test('a deviation is fixed where it is gone and a rule of it holds', () => {
  const since = changesSince(before, recordOf({ id: 'A.one', status: 'pass' }, broken('B.two')));
  expect(keys(since.fixed)).toEqual([expect.stringContaining('A.one')]);
  expect(keys(since.left)).toEqual([expect.stringContaining('B.two')]);
  expect(sinceText(since)).toBe('1 fixed, 1 left, 0 new');
});

test('a deviation whose calls failed again is left, though the rule holds elsewhere', () => {
  const named = before.map((one, index) => ({ ...one, finding: { ...one.finding, token: `token${index}` } }));
  const now = recordOf({ id: 'A.one', status: 'pass' }, { id: 'B.two', status: 'pass' });
  const since = changesSince(named, now, new Set([named[0]!.finding.token]));
  expect([keys(since.left), keys(since.fixed)]).toEqual([[named[0]!.key], [named[1]!.key]]);
});

test('a deviation whose rules were not judged again is left', () => {
  const unjudged = recordOf({ id: 'A.one', status: 'skip', reason: 'no way to tell' }, broken('B.two'));
  expect(sinceText(changesSince(before, unjudged))).toBe('0 fixed, 2 left, 0 new');
});

test('a deviation that was not there before is new', () => {
  const since = changesSince(before, recordOf(broken('A.one'), broken('B.two'), broken('C.three')));
  expect(keys(since.fresh)).toEqual([expect.stringContaining('C.three')]);
  expect(sinceText(since)).toBe('0 fixed, 2 left, 1 new');
});
