import { expect, test } from 'vitest';
import type { ResourceRow } from '../core/contract.ts';
import type { JsonObject } from '../core/json.ts';
import { maker, namedKinds } from './making.ts';
import { answering, contractOf, folder, refused, response } from './testing/folders.ts';

const dependency = { resource: 'Folder', member: ['Folder', 'Name'], exclusive: false };
const file: ResourceRow = { ...folder, name: 'File', dependsOn: [{ path: ['In'], ...dependency }] };

test('a kind can be made to be named where another must name it', () => {
  expect(namedKinds(contractOf(folder, file))).toEqual([{ resource: folder, name: ['Folder', 'Name'] }]);
});

test('a kind that others can let go of need not be made', () => {
  const loose: ResourceRow = { ...folder, name: 'File', dependsOn: [{ path: ['In'], ...dependency, detach: '' }] };
  expect(namedKinds(contractOf(folder, loose))).toEqual([]);
});

test('each resource gets unique values of its own, and is named by what its create answers', async () => {
  const target = answering({
    CreateFolder: ({ FolderConfig }: JsonObject) =>
      response({ Folder: { Name: `n-${String((FolderConfig as JsonObject).Name)}` } }, 201),
  });
  const make = maker({ resource: folder, name: ['Folder', 'Name'] }, target, 'token');
  expect((await make()).name).toBe('n-token-1');
  expect((await make()).name).toBe('n-token-2');
  expect(target.calls.map(({ input }) => input)).toEqual([
    { FolderConfig: { Name: 'token-1', Open: false } },
    { FolderConfig: { Name: 'token-2', Open: false } },
  ]);
});

test('a kind without unique values is created as it is', async () => {
  const { unique: _, minimal: __, ...plain } = folder;
  const target = answering({ CreateFolder: response({ Folder: { Name: 'n' } }, 201) });
  await maker({ resource: plain as ResourceRow, name: ['Folder', 'Name'] }, target, 'token')();
  expect(target.calls[0]!.input).toEqual({ FolderConfig: {} });
});

test.each([
  ['a refusal', refused(400, 'Odd')],
  ['an answer without a name', response({ Folder: {} }, 201)],
  ['an answer whose name is no text', response({ Folder: { Name: 7 } }, 201)],
])('%s gives no name, and the outcome says why', async (_, outcome) => {
  const make = maker({ resource: folder, name: ['Folder', 'Name'] }, answering({ CreateFolder: outcome }), 'token');
  expect(await make()).toEqual({ outcome });
});
