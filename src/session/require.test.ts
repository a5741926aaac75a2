import { expect, test } from 'vitest';
import type { Contract, ResourceRow } from '../core/contract.ts';
import { contractOf, folder } from '../provision/testing/folders.ts';
import { requiredOperations } from './require.ts';

const names = ['CreateFolder', 'GetFolder', 'CreateShelf', 'GetShelf'];
const { minimal: _, ...own } = folder;
const few: ResourceRow = {
  ...own,
  operations: { create: 'CreateFolder', read: 'GetFolder', update: 'UpdateFolder', delete: 'DeleteFolder' },
};
const contract = {
  ...contractOf(few),
  operations: Object.fromEntries(names.map((name) => [name, { name }])),
} as unknown as Contract;

test('nothing is required unless it is asked for', async () => {
  expect(await requiredOperations(contract, [])).toEqual([]);
});

test('all means every operation, policies those of the feature itself', async () => {
  expect(await requiredOperations(contract, ['all'])).toEqual(names);
  expect(await requiredOperations(contract, ['policies'])).toEqual(['CreateFolder', 'GetFolder']);
});

test('globs add up, in any case and each operation once', async () => {
  expect(await requiredOperations(contract, ['get*', 'GetFolder'])).toEqual(['GetFolder', 'GetShelf']);
});

test('a resource that is only needed by others is no policy', async () => {
  const needed = { ...contract, resources: { Folder: folder } };
  expect(await requiredOperations(needed, ['policies'])).toEqual([]);
});

test('a glob that matches none is refused with what to give', async () => {
  await expect(requiredOperations(contract, ['Lst*'])).rejects.toThrow(
    'no operation matches Lst*; give all, policies, or a glob such as Update*',
  );
});
