import { expect, test } from 'vitest';
import { joinedContract } from '../contracts/contracts.ts';
import type { Passed } from '../formats/har.ts';
import { judgeArchive } from './archive.ts';

const list: Passed = {
  request: { method: 'GET', path: '/2020-05-31/distribution', headers: {}, body: new Uint8Array(0) },
  began: 0,
  took: 1,
};

test('answers that an archive leaves out are counted, and say nothing of the service', async () => {
  const cut: Passed = { ...list, response: { status: 200, headers: {}, body: new Uint8Array(0) }, lacks: 'answer' };
  const verdict = await judgeArchive(joinedContract(), [list, cut]);
  expect(verdict).toMatchObject({ judged: 2, answers: [], withoutAnswer: 2, withoutBody: 0 });
});
