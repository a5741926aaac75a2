import { expect, test } from 'vitest';
import type { ResourceRow } from '../core/contract.ts';
import type { Path } from '../core/json.ts';
import { isGone, marksIn } from './resources.ts';
import { folder, refused, response } from './testing/folders.ts';

const naming = (path: Path, more: object = {}): ResourceRow => ({
  ...folder,
  unique: [],
  dependsOn: [{ path, resource: 'Name', member: ['Name'], exclusive: true, ...more }],
});

test('a unique value is a mark, in a configuration and in the input around it', () => {
  expect(marksIn(folder, { Name: 'mine', Open: true })).toEqual(['mine']);
  expect(marksIn(folder, { FolderConfig: { Name: 'mine' } })).toEqual(['mine']);
});

test('a unique value that stands beside the configuration is a mark too', () => {
  const deep: ResourceRow = { ...folder, unique: [{ path: ['Inner', 'Name'], error: 'Taken' }] };
  expect(marksIn(deep, { Name: 'mine' })).toEqual(['mine']);
});

test('all names of a list are marks, not only the one that the path points to', () => {
  expect(marksIn(naming(['Names', 0]), { Names: ['a', 'b'] })).toEqual(['a', 'b']);
});

test('a name at a member is a mark, and its siblings are none', () => {
  expect(marksIn(naming(['Of', 'Name']), { Of: { Name: 'a', Other: 'b' } })).toEqual(['a']);
});

test('a name that others may use too is no mark', () => {
  expect(marksIn(naming(['Name'], { exclusive: false }), { Name: 'shared' })).toEqual([]);
});

test('a name that a resource can let go of is no mark', () => {
  expect(marksIn(naming(['Name'], { detach: '' }), { Name: 'held' })).toEqual([]);
});

test('an empty text is no mark, and none counts twice', () => {
  expect(marksIn(folder, { Name: '' })).toEqual([]);
  const twice: ResourceRow = { ...folder, unique: [...folder.unique!, { path: ['Alias'], error: 'Taken' }] };
  expect(marksIn(twice, { Name: 'mine', Alias: 'mine' })).toEqual(['mine']);
});

test('a kind without names has no marks', () => {
  const { unique: _, ...plain } = folder;
  expect(marksIn(plain as ResourceRow, { Name: 'any' })).toEqual([]);
});

test('only the documented code says that a resource is gone', () => {
  expect(isGone(folder, refused(404, 'NoSuchFolder'))).toBe(true);
  expect(isGone(folder, refused(404, 'NoSuchBucket'))).toBe(false);
  expect(isGone(folder, response())).toBe(false);
});
