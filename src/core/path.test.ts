import { expect, test } from 'vitest';
import type { Json, Path } from './json.ts';
import { textsIn, valueAt, withValueAt } from './path.ts';

const list = { Items: [{ Id: 'a' }, { Id: 'b' }], Marker: null };

test.each<[Path, Json | undefined]>([
  [[], list],
  [['Items', 1, 'Id'], 'b'],
  [['Items', 2, 'Id'], undefined],
  [['Marker', 'Id'], undefined],
  [['Items', 0, 'Id', 'length'], undefined],
])('the value at %j', (path, value) => {
  expect(valueAt(list, path)).toEqual(value);
});

test('a value is replaced in a copy, inside lists and where nothing was', () => {
  expect(withValueAt(list, ['Items', 0, 'Id'], 'c')).toEqual({ Items: [{ Id: 'c' }, { Id: 'b' }], Marker: null });
  expect(withValueAt(list, ['Marker', 'Id'], 'c')).toEqual({ ...list, Marker: { Id: 'c' } });
  expect(withValueAt(undefined, ['A', 'B'], 1)).toEqual({ A: { B: 1 } });
  expect(list.Items[0]).toEqual({ Id: 'a' });
});

test('the texts of a value come in the order in which they stand', () => {
  expect(textsIn({ one: 'a', two: [{ three: 'b' }, 4, null] })).toEqual(['a', 'b']);
});
