import { expect, test } from 'vitest';
import type { ResourceRow } from '../core/contract.ts';
import type { Json, JsonObject } from '../core/json.ts';
import type { Outcome } from '../core/outcome.ts';
import { inventory, listAll, NoAnswer } from './listing.ts';
import { answering, contractOf, folder, lost, refused, response, unreadable } from './testing/folders.ts';

const page = (ids: Json[], next?: Json): Outcome =>
  response({ FolderList: { Items: ids.map((Id) => ({ Id })), ...(next === undefined ? {} : { Next: next }) } });

/** Answers a list by its marker. */
const paged = (pages: Record<string, Outcome>): ReturnType<typeof answering> =>
  answering({
    ListFolders: ({ Marker }: JsonObject) => pages[String(Marker ?? '')] ?? refused(400, 'InvalidArgument'),
  });

test('all pages are read, each with the marker of the one before', async () => {
  const target = paged({ '': page(['a', 'b'], 'm1'), m1: page(['c'], 'm2'), m2: page(['d']) });
  expect(await listAll(folder, target)).toEqual([{ id: 'a' }, { id: 'b' }, { id: 'c' }, { id: 'd' }]);
  expect(target.calls.map(({ input }) => input)).toStrictEqual([{}, { Marker: 'm1' }, { Marker: 'm2' }]);
});

test('an empty next marker ends the listing', async () => {
  expect(await listAll(folder, paged({ '': page(['a'], '') }))).toEqual([{ id: 'a' }]);
});

test('a marker that comes again ends it', async () => {
  const target = paged({ '': page(['a'], 'm'), m: page(['b'], 'm') });
  expect(await listAll(folder, target)).toEqual([{ id: 'a' }, { id: 'b' }]);
  expect(target.calls).toHaveLength(2);
});

test('a listing that does not end within 1,000 pages is given up', async () => {
  let next = 0;
  const target = answering({ ListFolders: () => page([], `m${++next}`) });
  expect(await listAll(folder, target)).toBeUndefined();
  expect(target.calls).toHaveLength(1000);
});

test('the configuration is taken where listings hold it', async () => {
  const target = answering({
    ListFolders: response({ FolderList: { Items: [{ Id: 'a', FolderConfig: { Name: 'x' } }] } }),
  });
  expect(await listAll(folder, target)).toEqual([{ id: 'a', config: { Name: 'x' } }]);
  const { config: _, ...list } = folder.list!;
  const bare: ResourceRow = { ...folder, list };
  expect(await listAll(bare, target)).toEqual([{ id: 'a' }]);
});

test('entries without an id are left out', async () => {
  expect(await listAll(folder, paged({ '': page([1, 'a']) }))).toEqual([{ id: 'a' }]);
});

test.each<[string, Json | undefined]>([
  ['no list', undefined],
  ['one entry that is no list', { Id: 'a' }],
])('an answer with %s lists nothing', async (_, items) => {
  const target = answering({ ListFolders: response(items === undefined ? {} : { FolderList: { Items: items } }) });
  expect(await listAll(folder, target)).toEqual([]);
});

test.each<[string, Outcome]>([
  ['refused', refused(403, 'AccessDenied')],
  ['unreadable', unreadable(200)],
])('a listing that is %s on a later page tells nothing', async (_, outcome) => {
  expect(await listAll(folder, paged({ '': page(['a'], 'm'), m: outcome }))).toBeUndefined();
});

test('no answer is an error of its own', async () => {
  await expect(listAll(folder, answering({ ListFolders: lost() }))).rejects.toThrow(NoAnswer);
});

test('a kind without a list operation is not asked for', async () => {
  const { list: _, ...operations } = folder.operations;
  const target = answering({});
  const unlisted: ResourceRow = { ...folder, operations };
  expect(await listAll(unlisted, target)).toBeUndefined();
  expect(target.calls).toEqual([]);
});

const shelf = { ...folder, name: 'Shelf', operations: { ...folder.operations, list: 'ListShelves' } };

test('an inventory holds ids by kind, and null for a kind that cannot be listed', async () => {
  const target = answering({ ListFolders: page(['a']), ListShelves: refused(403, 'AccessDenied') });
  expect(await inventory(contractOf(folder, shelf), target)).toEqual({ Folder: ['a'], Shelf: null });
});

test('once nothing answers, no other kind is asked for', async () => {
  const target = answering({ ListFolders: lost(), ListShelves: page(['s']) });
  expect(await inventory(contractOf(folder, shelf), target)).toEqual({ Folder: null, Shelf: null });
  expect(target.calls).toHaveLength(1);
});

test('a failure of our own is no silence of the target', async () => {
  const target = { ...answering({}), call: () => Promise.reject(new TypeError('a bug')) };
  await expect(inventory(contractOf(folder), target)).rejects.toThrow('a bug');
});
