import { expect, test } from 'vitest';
import type { Resource } from '../core/contract.ts';
import type { Json, JsonObject } from '../core/json.ts';
import type { Outcome } from '../core/outcome.ts';
import type { OpenCreate, OpenRun } from './open-runs.ts';
import { ownedBy } from './ownership.ts';
import {
  answering,
  contractOf,
  folder,
  folderResponse,
  lost,
  operationsOf,
  refused,
  response,
} from './testing/folders.ts';

const create = (one: Partial<OpenCreate> = {}): OpenCreate => ({
  n: 1,
  resource: 'Folder',
  marks: ['mine'],
  configs: [],
  ...one,
});

const runOf = (
  creates: OpenCreate[],
  { before = [], marks = ['mine'] }: { before?: string[] | null; marks?: string[] } = {},
): OpenRun => ({
  run: 'r',
  started: '2026-01-01T00:00:00Z',
  pid: 1,
  host: 'h',
  before: { Folder: before },
  creates,
  marks: new Map([['Folder', new Set(marks)]]),
});

/** Folders that are there now, by id with their configuration. */
const holding = (folders: Record<string, Json>): ReturnType<typeof answering> =>
  answering({
    ListFolders: response({ FolderList: { Items: Object.keys(folders).map((Id) => ({ Id })) } }),
    GetFolder: ({ Id }: JsonObject) =>
      folders[String(Id)] === undefined
        ? refused(404, 'NoSuchFolder')
        : folderResponse(String(Id), folders[String(Id)]),
  });

async function owned(
  run: OpenRun,
  target: ReturnType<typeof answering>,
  how: { live?: boolean; kind?: Resource } = {},
) {
  const found = await ownedBy(run, contractOf(how.kind ?? folder), target, how);
  return { ids: found.owned.map(({ id }) => id), unsure: found.unsure };
}

test('what this run created and still bears its name is ours', async () => {
  expect(await owned(runOf([create({ id: 'f1' })]), holding({ f1: { Name: 'mine' } }))).toEqual({
    ids: ['f1'],
    unsure: [],
  });
});

test('what was there before the run is never ours, whatever its name', async () => {
  const run = runOf([create({ id: 'f1' }), create({ n: 2 })], { before: ['f1'] });
  expect(await owned(run, holding({ f1: { Name: 'mine' } }))).toEqual({ ids: [], unsure: [] });
  expect(await owned(run, holding({ f1: { Name: 'mine' } }), { live: true })).toEqual({ ids: [], unsure: [] });
});

test("an id that now bears somebody else's name is not ours", async () => {
  expect(await owned(runOf([create({ id: 'f1' })]), holding({ f1: { Name: 'theirs' } }))).toEqual({
    ids: [],
    unsure: [],
  });
});

test('the process that saw the create answer need not read it again', async () => {
  const target = holding({ f1: { Name: 'theirs' } });
  expect(await owned(runOf([create({ id: 'f1' })]), target, { live: true })).toEqual({ ids: ['f1'], unsure: [] });
  expect(operationsOf(target)).not.toContain('GetFolder');
});

test('what is gone is not ours any more', async () => {
  expect(await owned(runOf([create({ id: 'f1' })]), holding({}))).toEqual({ ids: [], unsure: [] });
});

test.each<[string, Outcome, string]>([
  ['refused', refused(403, 'AccessDenied'), '403 AccessDenied'],
  ['lost', lost(), 'the connection broke'],
])('what cannot be read, because the read is %s, is not deleted, and that is said', async (_, read, reason) => {
  const target = answering({ GetFolder: read, ListFolders: response({ FolderList: {} }) });
  const { ids, unsure } = await owned(runOf([create({ id: 'f1' })]), target);
  expect(ids).toEqual([]);
  expect(unsure).toEqual([expect.stringMatching(`Folder f1 .*${reason}`)]);
});

test('a create whose answer never came is found in the listing by its name', async () => {
  expect(await owned(runOf([create()]), holding({ f9: { Name: 'mine' }, f8: { Name: 'theirs' } }))).toEqual({
    ids: ['f9'],
    unsure: [],
  });
});

test('a name that an update gave is ours too', async () => {
  const run = runOf([create({ id: 'f1' })], { marks: ['mine', 'later'] });
  expect((await owned(run, holding({ f1: { Name: 'later' } }))).ids).toEqual(['f1']);
});

test('a name that the run tried, on a resource that was there before, makes nothing ours', async () => {
  const run = runOf([create()], { before: ['old'] });
  expect((await owned(run, holding({ old: { Name: 'mine' } }))).ids).toEqual([]);
});

test('where nothing is known of what was there before, nothing that was merely listed is ours', async () => {
  const { ids, unsure } = await owned(runOf([create()], { before: null }), holding({ f9: { Name: 'mine' } }));
  expect(ids).toEqual([]);
  expect(unsure).toEqual([expect.stringContaining('outcome of a create of Folder is unknown')]);
});

test('where nothing is known of what was there before, an id that the run was given and that bears its name is ours', async () => {
  expect((await owned(runOf([create({ id: 'f1' })], { before: null }), holding({ f1: { Name: 'mine' } }))).ids).toEqual(
    ['f1'],
  );
});

test.each<[string, Outcome]>([
  ['refused', refused(403, 'AccessDenied')],
  ['lost', lost()],
])('where the listing is %s, creates without an answer are named', async (_, list) => {
  const creates = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((mark, n) => create({ n, marks: [mark] }));
  const { unsure } = await owned(runOf(creates), answering({ ListFolders: list }));
  expect(unsure).toEqual([
    'the outcome of 7 creates of Folder is unknown; they may exist and cannot be looked up: a, b, c, d, e and 2 more',
  ]);
});

test('exactly five names are told without "more"; a name of over 60 characters by its beginning, on one line', async () => {
  const marks = ['a', 'b', 'c', 'd', `e \n ${'x'.repeat(70)}`];
  const { unsure } = await owned(runOf([create({ marks })]), answering({ ListFolders: lost() }));
  expect(unsure[0]).toBe(
    `the outcome of a create of Folder is unknown; it may exist and cannot be looked up: a, b, c, d, e ${'x'.repeat(58)}…`,
  );
});

test('creates that are all known need no sentence where the listing fails', async () => {
  const target = answering({ ListFolders: lost(), GetFolder: folderResponse('f1') });
  expect(await owned(runOf([create({ id: 'f1' })]), target)).toEqual({ ids: ['f1'], unsure: [] });
});

test('a kind of which the run made nothing is not asked for', async () => {
  const target = holding({ f1: { Name: 'mine' } });
  expect(await owned({ ...runOf([]), marks: new Map() }, target)).toEqual({ ids: [], unsure: [] });
  expect(target.calls).toEqual([]);
});

test('a failure of our own while listing is not swallowed', async () => {
  const target = { ...holding({}), call: () => Promise.reject(new TypeError('a bug')) };
  await expect(ownedBy(runOf([create()]), contractOf(folder), target)).rejects.toThrow('a bug');
});

const { unique: _, ...nameless } = folder;

test.each<[string, Json, boolean]>([
  ['the very configuration that was sent', { Size: 3, Tags: ['a'], Inner: { A: 1 } }, true],
  [
    'that configuration with members that the service added',
    { Size: 3, Tags: ['a'], Inner: { A: 1, B: 2 }, More: true },
    true,
  ],
  ['another value', { Size: 4, Tags: ['a'], Inner: { A: 1 } }, false],
  ['a member missing', { Size: 3, Tags: ['a'] }, false],
  ['another item', { Size: 3, Tags: ['b'], Inner: { A: 1 } }, false],
  ['a null where a structure was sent', { Size: 3, Tags: ['a'], Inner: null }, false],
  ['a text where a structure was sent', { Size: 3, Tags: ['a'], Inner: 'A' }, false],
])('without any name, what has %s is ours: %j %s', async (_, there, ours) => {
  const sent = { Size: 3, Tags: ['a'], Inner: { A: 1 }, Empty: '', None: {} };
  const run = runOf([create({ marks: [], configs: [sent] })], { marks: [] });
  expect((await owned(run, holding({ f1: there }), { kind: nameless })).ids).toEqual(ours ? ['f1'] : []);
});

test('the configuration of a listing saves a read', async () => {
  const items = [{ Id: 'f1', FolderConfig: { Name: 'mine' } }];
  const target = answering({ ListFolders: response({ FolderList: { Items: items } }) });
  expect((await owned(runOf([create()]), target)).ids).toEqual(['f1']);
  expect(operationsOf(target)).toEqual(['ListFolders']);
});

test('a kind that has no names is looked up by its configuration', async () => {
  const run = runOf([create({ id: 'f1', marks: [], configs: [{ Size: 5 }] })], { marks: [] });
  expect((await owned(run, holding({ f1: { Size: 5 } }), { kind: nameless })).ids).toEqual(['f1']);
});

test.each<[string, JsonObject, JsonObject, boolean]>([
  ['with another number', { Size: 5 }, { Size: 6 }, false],
  ['with another text', { Comment: 'a' }, { Comment: 'b' }, false],
  ['with a text where an object was sent', { Inner: { A: 'a' } }, { Inner: 'a' }, false],
  ['with null where an object was sent', { Inner: { A: 'a' } }, { Inner: null }, false],
  ['with a value where null was sent', { Inner: null }, { Inner: 'a' }, false],
  ['without an empty text that was sent', { Comment: '', Size: 5 }, { Size: 5 }, true],
  ['without an empty object that was sent', { Inner: {}, Size: 5 }, { Size: 5 }, true],
  ['with what the service adds', { Size: 5 }, { Size: 5, Added: 'x' }, true],
])('a configuration %s: ours is %s', async (_, sent, there, ours) => {
  const run = runOf([create({ marks: [], configs: [sent] })], { marks: [] });
  expect((await owned(run, holding({ f1: there }), { kind: nameless })).ids).toEqual(ours ? ['f1'] : []);
});

test('the configuration of one of several creates is enough', async () => {
  const creates = [create({ marks: [], configs: [{ Size: 1 }] }), create({ n: 2, marks: [], configs: [{ Size: 2 }] })];
  const target = holding({ f1: { Size: 2 } });
  expect((await owned(runOf(creates, { marks: [] }), target, { kind: nameless })).ids).toEqual(['f1']);
});

test('one of several names that the run gave is enough', async () => {
  const kind = { ...folder, unique: [...folder.unique!, { path: ['Alias'], error: 'Taken' }] };
  const target = holding({ f1: { Name: 'mine', Alias: 'of the service' } });
  expect((await owned(runOf([create()]), target, { kind })).ids).toEqual(['f1']);
});

test('a read that shows no configuration does not make a resource ours', async () => {
  const target = answering({ ListFolders: response({ FolderList: { Items: [] } }), GetFolder: response({}) });
  expect(await owned(runOf([create({ id: 'f1' })]), target)).toEqual({ ids: [], unsure: [] });
});

test('a listed resource that cannot be read is not ours', async () => {
  const target = answering({
    ListFolders: response({ FolderList: { Items: [{ Id: 'f1' }] } }),
    GetFolder: refused(403, 'AccessDenied'),
  });
  expect((await owned(runOf([create()]), target)).ids).toEqual([]);
});

test('creates without any name are told by their number alone', async () => {
  const target = answering({ ListFolders: refused(403, 'AccessDenied') });
  const run = runOf([create({ marks: [] }), create({ n: 2, marks: [] })]);
  expect((await owned(run, target)).unsure).toEqual([
    'the outcome of 2 creates of Folder is unknown; they may exist and cannot be looked up',
  ]);
});

test.each([
  [60, 'n'.repeat(60)],
  [61, `${'n'.repeat(60)}…`],
])('a name of %i characters is told as far as it fits', async (length, told) => {
  const target = answering({ ListFolders: refused(403, 'AccessDenied') });
  const { unsure } = await owned(runOf([create({ marks: ['n'.repeat(length)] })]), target);
  expect(unsure).toEqual([
    `the outcome of a create of Folder is unknown; it may exist and cannot be looked up: ${told}`,
  ]);
});
