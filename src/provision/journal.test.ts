import { expect, test } from 'vitest';
import type { JournalEntry } from '../core/journal.ts';
import type { JsonObject } from '../core/json.ts';
import type { Outcome } from '../core/outcome.ts';
import { journalled } from './journal.ts';
import {
  answering,
  contractOf,
  folder,
  folderResponse,
  lost,
  refused,
  response,
  unreadable,
} from './testing/folders.ts';

/** The entries that a call leaves, and what the target had been sent when the first was written. */
async function entriesOf(
  operation: string,
  input: JsonObject,
  outcome: Outcome,
  kind = folder,
): Promise<{ entries: JournalEntry[]; sentBefore: number[] }> {
  const entries: JournalEntry[] = [];
  const sentBefore: number[] = [];
  const target = answering({ [operation]: outcome });
  const write = (entry: JournalEntry): void => {
    entries.push(entry);
    sentBefore.push(target.calls.length);
  };
  await journalled(contractOf(kind), target, { run: 'r', write }).call({ operation, input });
  return { entries, sentBefore };
}

const config = { FolderConfig: { Name: 'mine' } };
const create = { type: 'create', run: 'r', n: 1, resource: 'Folder', marks: ['mine'] };

test('a create is written down before it is sent, and its id after the answer', async () => {
  const { entries, sentBefore } = await entriesOf('CreateFolder', config, folderResponse('f1'));
  expect(entries).toEqual([create, { type: 'made', run: 'r', n: 1, id: 'f1' }]);
  expect(sentBefore).toEqual([0, 1]);
});

test('an operation that answers with a new resource and its location is a create too', async () => {
  const { entries } = await entriesOf('CopyFolder', { Name: 'mine' }, folderResponse('f2'));
  expect(entries).toEqual([create, { type: 'made', run: 'r', n: 1, id: 'f2' }]);
});

test.each<[string, Outcome]>([
  ['refused with 400', refused(400, 'InvalidArgument')],
  ['refused with 499', refused(499, 'Odd')],
  ['answered with an unreadable 302', unreadable(302)],
  ['answered with an unreadable 300', unreadable(300)],
  ['answered with an unreadable 499', unreadable(499)],
  ['never sent', { kind: 'unsent', reason: 'no', ms: 0 }],
  ['held back by a limit', lost({ withheld: true })],
  ['without a connection', lost({ unreached: true })],
])('a create that was %s made nothing', async (_, outcome) => {
  const { entries } = await entriesOf('CreateFolder', config, outcome);
  expect(entries).toEqual([create, { type: 'not-made', run: 'r', n: 1 }]);
});

test.each<[string, Outcome]>([
  ['refused with 500', refused(500, 'InternalError')],
  ['refused with 503', refused(503, 'ServiceUnavailable')],
  ['answered with an unreadable 200', unreadable(200)],
  ['answered with an unreadable 299', unreadable(299)],
  ['answered with an unreadable 500', unreadable(500)],
  ['answered with bytes that are no HTTP', unreadable()],
  ['cut off', lost()],
  ['answered with a success without an id', response({}, 201)],
])('a create that was %s stays open: something may have been made', async (_, outcome) => {
  const { entries } = await entriesOf('CreateFolder', config, outcome);
  expect(entries).toEqual([create]);
});

test('each create of a run has a number of its own', async () => {
  const entries: JournalEntry[] = [];
  const target = journalled(contractOf(folder), answering({}), { run: 'r', write: (entry) => entries.push(entry) });
  await target.call({ operation: 'CreateFolder', input: config });
  await target.call({ operation: 'CreateFolder', input: config });
  expect(entries.flatMap((entry) => (entry.type === 'create' ? [entry.n] : []))).toEqual([1, 2]);
});

test('a configuration is kept only where no name makes it ours', async () => {
  const { unique: _, ...nameless } = folder;
  const { entries } = await entriesOf('CreateFolder', { FolderConfig: { Open: true } }, lost(), nameless);
  expect(entries).toEqual([{ ...create, marks: [], config: { Open: true } }]);
});

test('without a name and without a configuration neither is written', async () => {
  const { entries } = await entriesOf('CreateFolder', {}, lost());
  expect(entries).toEqual([{ ...create, marks: [] }]);
});

test('an update is written down before it is sent, with the name that it gives', async () => {
  const input = { Id: 'f1', Version: 'E1', FolderConfig: { Name: 'new' } };
  const { entries, sentBefore } = await entriesOf('UpdateFolder', input, folderResponse('f1'));
  expect(entries).toEqual([{ type: 'update', run: 'r', resource: 'Folder', id: 'f1', marks: ['new'] }]);
  expect(sentBefore).toEqual([0]);
});

test.each<[string, Outcome]>([
  ['succeeds', response({}, 204)],
  ['says that it is gone', refused(404, 'NoSuchFolder')],
])('a delete that %s is written down', async (_, outcome) => {
  const { entries } = await entriesOf('DeleteFolder', { Id: 'f1' }, outcome);
  expect(entries).toEqual([{ type: 'undone', run: 'r', resource: 'Folder', id: 'f1' }]);
});

test.each<[string, Outcome]>([
  ['is refused', refused(412, 'PreconditionFailed')],
  ['gets an unreadable answer', unreadable(204)],
  ['gets no answer', lost()],
])('a delete that %s is not', async (_, outcome) => {
  expect((await entriesOf('DeleteFolder', { Id: 'f1' }, outcome)).entries).toEqual([]);
});

test.each([
  ['a read', 'GetFolder', { Id: 'f1' }],
  ['a list', 'ListFolders', {}],
  ['an update without an id', 'UpdateFolder', {}],
  ['a delete whose id is no text', 'DeleteFolder', { Id: 1 }],
])('%s leaves nothing in the journal, and is sent', async (_, operation, input) => {
  const { entries } = await entriesOf(operation, input, response());
  expect(entries).toEqual([]);
});

test('the outcome passes through unchanged', async () => {
  const outcome = refused(412, 'PreconditionFailed');
  const target = journalled(contractOf(folder), answering({ DeleteFolder: outcome }), { run: 'r', write: () => {} });
  expect(await target.call({ operation: 'DeleteFolder', input: { Id: 'f1' } })).toBe(outcome);
});

test('an update is noted for the kind that it is of, wherever that stands in the contract', async () => {
  const file = {
    ...folder,
    name: 'File',
    operations: { ...folder.operations, create: 'CreateFile', update: 'UpdateFile', delete: 'DeleteFile' },
  };
  const entries: JournalEntry[] = [];
  const target = answering({ UpdateFile: response(), DeleteFile: response({}, 204), GetFolder: folderResponse('x') });
  const watched = journalled(contractOf(folder, file), target, { run: 'r', write: (entry) => entries.push(entry) });
  await watched.call({ operation: 'UpdateFile', input: { Id: 'x', ...config } });
  await watched.call({ operation: 'DeleteFile', input: { Id: 'x' } });
  await watched.call({ operation: 'GetFolder', input: { Id: 'x' } });
  expect(entries).toMatchObject([
    { type: 'update', resource: 'File', id: 'x' },
    { type: 'undone', resource: 'File', id: 'x' },
  ]);
});
