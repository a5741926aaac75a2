import { expect, test } from 'vitest';
import type { JournalEntry } from '../core/journal.ts';
import type { OpenRun } from '../provision/open-runs.ts';
import {
  answering,
  contractOf,
  folder,
  folderResponse,
  lost,
  refused,
  response,
} from '../provision/testing/folders.ts';
import { cleanUp } from './clean-up.ts';

const runOf = (...ids: (string | undefined)[]): OpenRun => ({
  run: 'r',
  started: '2026-01-01T00:00:00Z',
  pid: 1,
  host: 'h',
  before: { Folder: [] },
  creates: ids.map((id, index) => ({
    n: index + 1,
    resource: 'Folder',
    marks: ['mine'],
    configs: [],
    ...(id ? { id } : {}),
  })),
  marks: new Map([['Folder', new Set(['mine'])]]),
});

const empty = response({ FolderList: {} });

async function clean(open: OpenRun, answers: Parameters<typeof answering>[0], live = true, ends = false) {
  const entries: JournalEntry[] = [];
  const target = answering(answers);
  const left = await cleanUp(contractOf(folder), target, {
    open,
    write: (entry) => entries.push(entry),
    patience: 0,
    live,
    ends,
  });
  return { left, entries, target };
}

test('what is deleted is noted as undone, and the run is closed', async () => {
  const { left, entries } = await clean(runOf('a'), {
    GetFolder: folderResponse('a'),
    DeleteFolder: response({}, 204),
    ListFolders: empty,
  });
  expect(left).toEqual([]);
  expect(entries).toEqual([
    { type: 'undone', run: 'r', resource: 'Folder', id: 'a' },
    { type: 'closed', run: 'r' },
  ]);
});

test('many that are left for one reason are one sentence with a count', async () => {
  const { left } = await clean(runOf('a', 'b', 'c'), {
    GetFolder: ({ Id }) => folderResponse(String(Id)),
    DeleteFolder: () => refused(409, 'FolderInUse'),
    ListFolders: empty,
  });
  expect(left).toEqual([expect.stringMatching(/^3 of Folder, such as \w, are left: 409 FolderInUse/)]);
});

test('on a server that is stopped after the run, all that is left is one sentence, and nobody is sent to sweep', async () => {
  const answers = {
    GetFolder: ({ Id }: { Id?: unknown }) => folderResponse(String(Id)),
    DeleteFolder: ({ Id }: { Id?: unknown }) => refused(409, Id === 'a' ? 'FolderInUse' : 'FolderLocked'),
    ListFolders: empty,
  };
  const { left } = await clean(runOf('a', 'b'), answers, true, true);
  expect(left).toEqual([expect.stringMatching(/^Folder \w is left: .* \(and 1 more\); the server .* is stopped/)]);
  expect(left.join()).not.toContain('sweep');
});

test('what cannot be deleted is told with its reason and not noted as undone; the run stays open', async () => {
  const { left, entries } = await clean(runOf('a', 'b'), {
    GetFolder: ({ Id }) => folderResponse(String(Id)),
    DeleteFolder: ({ Id }) => (Id === 'a' ? refused(409, 'FolderInUse') : response({}, 204)),
    ListFolders: empty,
  });
  expect(left).toEqual([
    expect.stringMatching(/^Folder a is left: 409 FolderInUse(; cloudfront-conformance sweep .*)?$/),
  ]);
  expect(entries).toEqual([{ type: 'undone', run: 'r', resource: 'Folder', id: 'b' }]);
});

test('a create whose outcome nobody knows keeps the run open', async () => {
  const { left, entries } = await clean(runOf(undefined), { ListFolders: lost() });
  expect(left).toEqual([expect.stringContaining('unknown')]);
  expect(entries).toEqual([]);
});

test('a run that left nothing is closed', async () => {
  expect((await clean(runOf(), {})).entries).toEqual([{ type: 'closed', run: 'r' }]);
});

test('every call counts as cleaning, for which a budget keeps something back', async () => {
  const { target } = await clean(runOf('a'), {
    GetFolder: folderResponse('a'),
    DeleteFolder: response({}, 204),
    ListFolders: empty,
  });
  expect(target.calls.length).toBeGreaterThan(2);
  expect(target.calls.filter(({ cleaning }) => cleaning !== true)).toEqual([]);
});

test("a later process does not delete what bears the id of a create but somebody else's name", async () => {
  const { target } = await clean(
    runOf('a'),
    { GetFolder: folderResponse('a', { Name: 'theirs' }), DeleteFolder: response({}, 204), ListFolders: empty },
    false,
  );
  expect(target.calls.map(({ operation }) => operation)).not.toContain('DeleteFolder');
});
