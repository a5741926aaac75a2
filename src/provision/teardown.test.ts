import { expect, test } from 'vitest';
import type { ResourceRow } from '../core/contract.ts';
import type { Outcome } from '../core/outcome.ts';
import { type TeardownOptions, tearDown } from './teardown.ts';
import {
  answering,
  folder,
  folderResponse,
  lost,
  operationsOf,
  refused,
  response,
  unreadable,
} from './testing/folders.ts';

const gone = refused(404, 'NoSuchFolder');
const noWait: TeardownOptions = { patience: 1_000, wait: async () => {} };

/** A clock that only waiting moves, and what was waited. */
function waits(): { waited: number[]; wait: (ms: number) => Promise<void> } {
  const waited: number[] = [];
  return { waited, wait: async (ms) => void waited.push(ms) };
}

test('a resource is deleted with the ETag that it has now', async () => {
  const target = answering({ GetFolder: folderResponse('f1', {}, 'E7'), DeleteFolder: response({}, 204) });
  expect(await tearDown(target, [{ resource: folder, id: 'f1' }], noWait)).toEqual([]);
  expect(target.calls.at(-1)).toMatchObject({ operation: 'DeleteFolder', input: { Id: 'f1', Version: 'E7' } });
});

test('what is gone already is not deleted again', async () => {
  const target = answering({ GetFolder: gone });
  expect(await tearDown(target, [{ resource: folder, id: 'f1' }], noWait)).toEqual([]);
  expect(operationsOf(target)).toEqual(['GetFolder']);
});

test('a delete that is answered with "no such resource" is a success', async () => {
  const target = answering({ GetFolder: folderResponse('f1'), DeleteFolder: gone });
  expect(await tearDown(target, [{ resource: folder, id: 'f1' }], noWait)).toEqual([]);
});

test.each<[string, Outcome, string]>([
  ['refused', refused(403, 'AccessDenied'), '403 AccessDenied'],
  ['lost', lost(), 'the connection broke'],
  ['unreadable', unreadable(200), 'no XML'],
])(
  'what cannot be read, because the read is %s, is left with that reason and never deleted',
  async (_, read, reason) => {
    const target = answering({ GetFolder: read });
    expect(await tearDown(target, [{ resource: folder, id: 'f1' }], noWait)).toEqual([
      { resource: folder, id: 'f1', reason },
    ]);
    expect(operationsOf(target)).toEqual(['GetFolder']);
  },
);

test('a delete that is refused is tried three times, each time with a fresh ETag', async () => {
  let etag = 0;
  const target = answering({
    GetFolder: () => folderResponse('f1', {}, `E${++etag}`),
    DeleteFolder: refused(412, 'PreconditionFailed'),
  });
  const left = await tearDown(target, [{ resource: folder, id: 'f1' }], { patience: 60_000, wait: async () => {} });
  expect(left).toEqual([{ resource: folder, id: 'f1', reason: '412 PreconditionFailed' }]);
  const deletes = target.calls.filter(({ operation }) => operation === 'DeleteFolder');
  expect(deletes.map(({ input }) => input.Version)).toEqual(['E1', 'E2', 'E3']);
});

test('a delete that is refused once and then accepted leaves nothing', async () => {
  const target = answering({
    GetFolder: folderResponse('f1'),
    DeleteFolder: (_, before) =>
      before.some(({ operation }) => operation === 'DeleteFolder') ? response({}, 204) : refused(409, 'FolderInUse'),
  });
  expect(await tearDown(target, [{ resource: folder, id: 'f1' }], noWait)).toEqual([]);
});

test('without patience a refused delete is tried once', async () => {
  const target = answering({ GetFolder: folderResponse('f1'), DeleteFolder: refused(409, 'FolderInUse') });
  await tearDown(target, [{ resource: folder, id: 'f1' }], { patience: 0, wait: async () => {} });
  expect(operationsOf(target)).toEqual(['GetFolder', 'DeleteFolder']);
});

const slow: ResourceRow = {
  ...folder,
  teardown: [{ set: ['Open'], to: false, wait: { path: ['Folder', 'State'], equals: 'Ready' } }],
};
const inState = (state: string, open: boolean): Outcome =>
  response({ Folder: { Id: 'f1', State: state, FolderConfig: { Name: 'mine', Open: open } }, ETag: 'E1' });

test('it is put into the state in which it can go, and waited for, before it is deleted', async () => {
  let reads = 0;
  const target = answering({
    GetFolder: () => (++reads === 1 ? inState('Ready', true) : inState(reads < 4 ? 'Busy' : 'Ready', false)),
    UpdateFolder: response(),
    DeleteFolder: response({}, 204),
  });
  const { waited, wait } = waits();
  expect(await tearDown(target, [{ resource: slow, id: 'f1' }], { patience: 60_000, wait })).toEqual([]);
  expect(operationsOf(target)).toEqual([
    'GetFolder',
    'UpdateFolder',
    'GetFolder',
    'GetFolder',
    'GetFolder',
    'DeleteFolder',
  ]);
  expect(target.calls[1]!.input).toEqual({ Id: 'f1', Version: 'E1', FolderConfig: { Name: 'mine', Open: false } });
  expect(waited).toEqual([100, 200]);
});

test('what is in that state already is not changed', async () => {
  const target = answering({ GetFolder: inState('Ready', false), DeleteFolder: response({}, 204) });
  await tearDown(target, [{ resource: slow, id: 'f1' }], noWait);
  expect(operationsOf(target)).toEqual(['GetFolder', 'GetFolder', 'DeleteFolder']);
});

test('a state that does not come within the patience is the reason', async () => {
  const target = answering({ GetFolder: inState('Busy', false) });
  const { waited, wait } = waits();
  const left = await tearDown(target, [{ resource: slow, id: 'f1' }], { patience: 90, wait });
  expect(left).toEqual([{ resource: slow, id: 'f1', reason: 'it is still Busy' }]);
  expect(waited).toEqual([]);
});

test('polls grow to 15 seconds at most', async () => {
  let reads = 0;
  const target = answering({
    GetFolder: () => inState(++reads > 12 ? 'Ready' : 'Busy', false),
    DeleteFolder: response({}, 204),
  });
  const { waited, wait } = waits();
  await tearDown(target, [{ resource: slow, id: 'f1' }], { patience: 3_600_000, wait });
  expect(waited).toEqual([100, 200, 400, 800, 1600, 3200, 6400, 12_800, 15_000, 15_000, 15_000]);
});

test('what lets go of others does so first, then what depends goes, and the others last', async () => {
  const holder: ResourceRow = {
    ...folder,
    name: 'Holder',
    operations: { ...folder.operations, read: 'GetHolder', update: 'UpdateHolder', delete: 'DeleteHolder' },
    dependsOn: [{ path: ['Name'], resource: 'Folder', member: ['Folder', 'Id'], exclusive: true, detach: '' }],
  };
  const dependent: ResourceRow = {
    ...folder,
    name: 'Dependent',
    operations: { ...folder.operations, read: 'GetDependent', update: 'UpdateDependent', delete: 'DeleteDependent' },
    dependsOn: [{ path: ['Name'], resource: 'Holder', member: ['Holder', 'Id'], exclusive: true }],
  };
  const present = folderResponse('x', { Name: 'other' });
  const target = answering({
    GetHolder: present,
    GetDependent: present,
    UpdateHolder: response(),
    DeleteHolder: response({}, 204),
    DeleteDependent: response({}, 204),
  });
  const owned = [
    { resource: holder, id: 'h' },
    { resource: dependent, id: 'd' },
  ];
  expect(await tearDown(target, owned, noWait)).toEqual([]);
  const writes = target.calls.filter(({ operation }) => !operation.startsWith('Get'));
  expect(writes.map(({ operation }) => operation)).toEqual(['UpdateHolder', 'DeleteDependent', 'DeleteHolder']);
  expect(writes[0]!.input.FolderConfig).toEqual({ Name: '' });
});

test('where one could not be deleted, others that are refused in the same way are tried once', async () => {
  const target = answering({ GetFolder: folderResponse('f1'), DeleteFolder: refused(409, 'FolderInUse') });
  const owned = ['f1', 'f2', 'f3'].map((id) => ({ resource: folder, id }));
  expect(await tearDown(target, owned, noWait)).toHaveLength(3);
  expect(operationsOf(target).filter((name) => name === 'DeleteFolder')).toHaveLength(3 + 1 + 1);
});

test('one that cannot be deleted does not keep the others', async () => {
  const target = answering({
    GetFolder: ({ Id }) => (Id === 'a' ? refused(403, 'AccessDenied') : folderResponse('b')),
    DeleteFolder: response({}, 204),
  });
  const owned = ['a', 'b'].map((id) => ({ resource: folder, id }));
  expect(await tearDown(target, owned, noWait)).toEqual([{ resource: folder, id: 'a', reason: '403 AccessDenied' }]);
  expect(target.calls.at(-1)).toMatchObject({ operation: 'DeleteFolder', input: { Id: 'b' } });
});

test('what depends on others in one way that it cannot let go of is deleted before them', async () => {
  const file = {
    ...folder,
    name: 'File',
    operations: { ...folder.operations, read: 'GetFile', update: 'UpdateFile', delete: 'DeleteFile' },
    dependsOn: [
      { path: ['Loose'], resource: 'Folder', member: ['Name'], exclusive: false, detach: '' },
      { path: ['Tied'], resource: 'Folder', member: ['Name'], exclusive: false },
    ],
  };
  const target = answering({
    GetFolder: folderResponse('f1'),
    GetFile: folderResponse('x'),
    DeleteFolder: response({}, 204),
    DeleteFile: response({}, 204),
  });
  const owned = [
    { resource: folder, id: 'f1' },
    { resource: file, id: 'x' },
  ];
  expect(await tearDown(target, owned, noWait)).toEqual([]);
  expect(operationsOf(target).filter((operation) => operation.startsWith('Delete'))).toEqual([
    'DeleteFile',
    'DeleteFolder',
  ]);
});

test('what cannot be read is not changed, and the reason is why it is left', async () => {
  const closing = { ...folder, teardown: [{ set: ['Open'], to: false }] };
  const target = answering({ GetFolder: refused(403, 'AccessDenied') });
  expect(await tearDown(target, [{ resource: closing, id: 'f1' }], noWait)).toMatchObject([
    { id: 'f1', reason: '403 AccessDenied' },
  ]);
  expect(operationsOf(target)).toEqual(['GetFolder', 'GetFolder']);
});
