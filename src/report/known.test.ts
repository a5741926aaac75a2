import { describe, expect, test } from 'vitest';
import type { Difference } from '../core/difference.ts';
import type { Status } from '../core/event.ts';
import type { KnownDeviation } from '../core/known.ts';
import type { RunRecord } from '../core/run-record.ts';
import { headingsOf } from './headings.ts';
import { complaintsOf, draftKnown, uncheckedIn } from './known.ts';
import { recordOf } from './record.ts';
import { sampleEvents } from './testing/sample-run.ts';
import { countsText, exitCodeOf } from './verdict.ts';

const CUT = { reason: 'ticket 12' };

function record(statuses: Status[], entries: KnownDeviation[], strict = true, differences?: Difference[]): RunRecord {
  const rules = statuses.map((status, index) => ({
    id: `A.r${index}`,
    status,
    ...(status === 'fail' ? { findings: [differences ? { differences } : {}] } : {}),
    ...(status === 'skip' ? { reason: 'left out', hindrance: { kind: 'option' as const } } : {}),
  }));
  const [start, ...others] = sampleEvents({ rules });
  return recordOf([{ ...start, known: { strict, entries } } as typeof start & object, ...others]);
}

test('a known deviation does not fail the run, and is no finding', () => {
  const run = record(['pass', 'fail'], [{ rule: 'A.r1', ...CUT }]);
  expect(exitCodeOf(run)).toBe(0);
  expect(headingsOf(run)).toEqual([]);
});

test('where all that is judged is known to be broken, that is a verdict too', () => {
  expect(exitCodeOf(record(['fail'], [{ rule: 'A.r0', ...CUT }]))).toBe(0);
});

test('another deviation still fails it', () => {
  expect(exitCodeOf(record(['fail', 'fail'], [{ rule: 'A.r1', ...CUT }]))).toBe(1);
});

test('a glob speaks of every rule that it matches', () => {
  expect(exitCodeOf(record(['pass', 'fail', 'fail'], [{ rule: 'a.r{1,2}', ...CUT }]))).toBe(0);
});

test('a known deviation that holds now fails a strict run, and no other', () => {
  const entries = [{ rule: 'A.r1', ...CUT }];
  expect(exitCodeOf(record(['pass', 'pass'], entries, true))).toBe(1);
  expect(exitCodeOf(record(['pass', 'pass'], entries, false))).toBe(0);
  expect(complaintsOf(record(['pass', 'pass'], entries))).toEqual([
    'A.r1 is a known deviation, but no longer occurs: remove it from the list',
  ]);
});

test('one that was not judged is not taken for one that holds', () => {
  expect(exitCodeOf(record(['pass', 'skip'], [{ rule: 'A.*', ...CUT }]))).toBe(0);
});

describe('what a part of a run does not show is not called out of date', () => {
  const entries = [{ deviation: 'status:Frozen:400', rule: 'A.r1', ...CUT }];
  const whole = () => record(['pass', 'pass'], entries);
  const parts: [string, (run: RunRecord) => unknown][] = [
    ['options left something out', (run) => (run.known!.partial = true)],
    ['it is a shard', (run) => (run.shard = { index: 1, count: 2 })],
    ['it was interrupted', (run) => (run.interrupted = true)],
    ['its record ends early', (run) => (run.complete = false)],
    ['an error ended it', (run) => (run.error = 'no answer')],
  ];

  test.each(parts)('where %s', (_, change) => {
    const run = whole();
    change(run);
    expect(complaintsOf(run)).toEqual([]);
    expect(draftKnown(run)).toEqual(entries);
    expect(uncheckedIn(run)).toBe(1);
    expect(countsText(run)).toContain('1 known entry could not be checked');
  });

  test('a whole run checks every entry, and its last line says that the list fails it', () => {
    expect(uncheckedIn(whole())).toBe(0);
    expect(countsText(whole())).toContain('1 known entry out of date, which fails the run');
  });

  test('a run that is not strict checks none, and does not speak of it', () => {
    expect(uncheckedIn(record(['pass', 'skip'], entries, false))).toBe(0);
  });
});

test('after its last day a deviation fails the run again', () => {
  const until = (expires: string) => exitCodeOf(record(['pass', 'fail'], [{ rule: 'A.r1', ...CUT, expires }], false));
  expect(until('2026-01-02')).toBe(0);
  expect(until('2026-01-01')).toBe(1);
});

test('a draft keeps what is still there and adds what is new', () => {
  const entries = [
    { rule: 'A.r0', ...CUT },
    { rule: 'A.r1', ...CUT },
  ];
  expect(draftKnown(record(['pass', 'fail', 'fail'], entries))).toEqual([
    { rule: 'A.r1', ...CUT },
    { deviation: 'broken:A.r2', rule: 'A.r2', reason: expect.stringMatching(/^not analysed yet: PlantTree /) },
  ]);
});

describe('by the key of a deviation', () => {
  const entry = { deviation: 'broken:A.r1', rule: 'A.r1', ...CUT };

  test('it excuses the rules that it breaks, and no others', () => {
    expect(exitCodeOf(record(['pass', 'fail'], [entry]))).toBe(0);
    expect(exitCodeOf(record(['pass', 'fail', 'fail'], [entry]))).toBe(1);
    expect(headingsOf(record(['pass', 'fail', 'fail'], [entry])).map(({ key }) => key)).toEqual(['broken:A.r2']);
  });

  test('another deviation that breaks the same rule does not', () => {
    expect(exitCodeOf(record(['pass', 'fail'], [{ ...entry, deviation: 'loses:Tree' }]))).toBe(1);
  });

  test('without a scope it stands for every scope, and with one for this one', () => {
    const lost = { kind: 'loses' as const, operation: 'PlantTree', place: 'Tree', view: 'answer' as const };
    const run = (deviation: string) => record(['pass', 'fail'], [{ deviation, ...CUT }], true, [lost]);
    expect(exitCodeOf(run('loses:Tree'))).toBe(0);
    expect(exitCodeOf(run('loses:Tree@PlantTree'))).toBe(0);
    expect(exitCodeOf(run('loses:Tree@PruneTree'))).toBe(1);
  });

  test('where its rule holds now, it is taken off the list, and fails a strict run', () => {
    const run = record(['pass', 'pass'], [entry]);
    expect(complaintsOf(run)).toEqual([
      'broken:A.r1 is a known deviation, but no longer occurs: remove it from the list',
    ]);
    expect(draftKnown(run)).toEqual([]);
  });

  test('where its rule was not judged, it stays with its reason', () => {
    const run = record(['pass', 'skip'], [entry]);
    expect(complaintsOf(run)).toEqual([]);
    expect(draftKnown(run)).toEqual([entry]);
  });

  test('what a file lists already keeps its reason', () => {
    expect(draftKnown(record(['pass', 'fail'], []), [entry])).toEqual([entry]);
  });
});

test('an entry that only some rules of its glob break is still there', () => {
  expect(complaintsOf(record(['pass', 'fail'], [{ rule: 'A.*', ...CUT }]))).toEqual([]);
});

test('an entry that is about no rule of the run is no complaint', () => {
  expect(complaintsOf(record(['pass'], [{ rule: 'B.*', ...CUT }]))).toEqual([]);
});

test('an entry that expired is told with its day while the deviation is there', () => {
  const entry = { rule: 'A.r0', ...CUT, expires: '2026-01-01' };
  expect(complaintsOf(record(['fail'], [entry], false))).toEqual(['the known deviation A.r0 expired on 2026-01-01']);
  expect(complaintsOf(record(['pass'], [entry], false))).toEqual([]);
});

test('an entry by key that expired excuses nothing', () => {
  const entry = { deviation: 'broken:A.r1', rule: 'A.r1', ...CUT, expires: '2026-01-01' };
  expect(exitCodeOf(record(['pass', 'fail'], [entry], false))).toBe(1);
  expect(headingsOf(record(['pass', 'fail'], [entry])).map(({ key }) => key)).toEqual(['broken:A.r1']);
});

test('a rule that warns is as known as one that fails', () => {
  const run = record(['pass', 'warn'], [{ rule: 'A.r1', ...CUT }]);
  expect(complaintsOf(run)).toEqual([]);
  expect(exitCodeOf(run)).toBe(0);
});

test('a run without a list of known deviations has no complaints, and drafts what it found', () => {
  const run = record(['pass', 'fail'], []);
  delete run.known;
  expect(complaintsOf(run)).toEqual([]);
  expect(draftKnown(run).map(({ deviation }) => deviation)).toEqual(['broken:A.r1']);
});

test('a draft lists the same deviation once, also where the run and a file know it', () => {
  const entry = { rule: 'A.r1', ...CUT };
  expect(draftKnown(record(['pass', 'fail'], [entry]), [{ ...entry, reason: 'another' }])).toEqual([entry]);
});

test('a rule without findings is not excused by the key of a deviation', () => {
  const run = record(['pass', 'fail'], [{ deviation: 'broken:A.r1', rule: 'A.r1', ...CUT }]);
  run.rules[1]!.findings = [];
  expect(exitCodeOf(run)).toBe(1);
});
