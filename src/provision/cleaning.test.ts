import { expect, test } from 'vitest';
import { cleaning } from './cleaning.ts';
import { answering, response } from './testing/folders.ts';

test('every call of a cleaning target may use what a budget keeps back', async () => {
  const target = answering({ DeleteFolder: response({}, 204) });
  const cleaner = cleaning(target);
  expect(cleaner.name).toBe('folders');
  expect(await cleaner.call({ operation: 'DeleteFolder', input: { Id: 'f1' } })).toMatchObject({ status: 204 });
  expect(target.calls).toEqual([{ operation: 'DeleteFolder', input: { Id: 'f1' }, cleaning: true }]);
});
