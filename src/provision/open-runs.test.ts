import { expect, test } from 'vitest';
import type { JournalEntry } from '../core/journal.ts';
import { type OpenRun, openRuns } from './open-runs.ts';

const head = { run: 'r', started: '2026-01-01T00:00:00Z', pid: 1, host: 'h', before: { Folder: ['old'] } };
const start: JournalEntry = { type: 'run', ...head };
const create: JournalEntry = { type: 'create', run: 'r', n: 1, resource: 'Folder', marks: ['mine'] };
const made: JournalEntry = { type: 'made', run: 'r', n: 1, id: 'f1' };

function after(...entries: JournalEntry[]): OpenRun[] {
  const runs = openRuns();
  for (const entry of entries) runs.take(entry);
  return runs.list();
}

/** The creates that a run with these entries leaves open. */
const left = (...entries: JournalEntry[]) => after(start, ...entries)[0]!.creates;

const namesIn = ([run]: OpenRun[]): string[] => [...(run!.marks.get('Folder') ?? [])];

test('a create is open until it is known that nothing is left', () => {
  expect(left(create)).toStrictEqual([{ n: 1, resource: 'Folder', marks: ['mine'], configs: [] }]);
  expect(left(create, made)).toMatchObject([{ id: 'f1' }]);
  expect(left(create, { type: 'not-made', run: 'r', n: 1 })).toEqual([]);
});

test('what was deleted is over, and only that', () => {
  const undone = (id: string, resource = 'Folder'): JournalEntry => ({ type: 'undone', run: 'r', resource, id });
  expect(left(create, made, undone('f1'))).toEqual([]);
  expect(left(create, made, undone('f2'))).toHaveLength(1);
  expect(left(create, made, undone('f1', 'File'))).toHaveLength(1);
});

test('names stay known after what bore them is over', () => {
  const update: JournalEntry = { type: 'update', run: 'r', resource: 'Folder', id: 'f1', marks: ['other'] };
  expect(namesIn(after(start, create, made, update))).toEqual(['mine', 'other']);
  expect(namesIn(after(start, create, { type: 'not-made', run: 'r', n: 1 }))).toEqual(['mine']);
});

test('every configuration that was sent without a name is kept', () => {
  const update = (config?: object): JournalEntry =>
    ({
      type: 'update',
      run: 'r',
      resource: 'Folder',
      id: 'f1',
      marks: [],
      ...(config ? { config } : {}),
    }) as JournalEntry;
  expect(left({ ...create, config: { A: '1' } } as JournalEntry, made, update({ A: '2' }), update())).toMatchObject([
    { configs: [{ A: '1' }, { A: '2' }] },
  ]);
});

test('an update of what the run did not create gives no name', () => {
  const update: JournalEntry = { type: 'update', run: 'r', resource: 'Folder', id: 'theirs', marks: ['theirs'] };
  expect(namesIn(after(start, create, made, update))).toEqual(['mine']);
});

test('an update of what was deleted meanwhile brings nothing back', () => {
  const entries: JournalEntry[] = [
    create,
    made,
    { type: 'not-made', run: 'r', n: 1 },
    { type: 'update', run: 'r', resource: 'Folder', id: 'f1', marks: [], config: {} },
  ];
  expect(left(...entries)).toEqual([]);
});

test('the id of a create that nobody noted is ignored', () => {
  expect(left({ ...made, n: 7 } as JournalEntry)).toEqual([]);
});

test.each<JournalEntry>([create, made, { type: 'reset', run: 'r' }, { type: 'closed', run: 'r' }])(
  'an entry of a run whose beginning is lost is ignored: $type',
  (entry) => {
    expect(after(entry)).toEqual([]);
  },
);

test('a run that is closed leaves nothing; others stay, oldest first', () => {
  const other: JournalEntry = { type: 'run', ...head, run: 's' };
  const third: JournalEntry = { type: 'run', ...head, run: 't' };
  expect(after(start, other, third, { type: 'closed', run: 's' }).map(({ run }) => run)).toEqual(['r', 't']);
});

test('after a reset, nothing is left and nothing was there before', () => {
  expect(after(start, create, made, { type: 'reset', run: 'r' })).toEqual([
    { ...head, before: { Folder: [] }, creates: [], marks: new Map() },
  ]);
});
