import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Interaction } from './interactions.ts';
import { differenceOf, verifyInteractions } from './verify.ts';

const conversation = (...interactions: Interaction[]) => ({ format: 1 as const, interactions });
const get: Interaction = { call: 'Get', input: { Id: '{Policy 1}' }, answer: '200' };
const put: Interaction = {
  call: 'Put',
  input: { Id: '{Policy 1}', Config: { On: true, Names: ['a'] } },
  answer: '200',
};

describe('the first request that differs is named, and how', () => {
  test.each<[string, Interaction[], Interaction[], string | undefined]>([
    ['nothing', [get, put], [get, put], undefined],
    [
      'a value',
      [get, put],
      [get, { ...put, input: { ...(put.input as object), Config: { On: false, Names: ['a'] } } }],
      'request 2: Put: Config.On was true, is false',
    ],
    [
      'a list',
      [put],
      [{ ...put, input: { Id: '{Policy 1}', Config: { On: true, Names: ['a', 'b'] } } }],
      'request 1: Put: Config.Names.1 was absent, is "b"',
    ],
    ['a member', [get], [{ ...get, input: {} }], 'request 1: Get: Id was "{Policy 1}", is absent'],
    ['an answer', [get], [{ ...get, answer: '404 No' }], 'request 1: Get: the answer was 200, is 404 No'],
    ['an operation', [get, put], [put, put], 'request 1: was Get, is Put'],
    ['one more', [get], [get, put], 'request 2: Put is new'],
    ['one less', [get, put], [get], 'request 2: Put is missing'],
    [
      'a body',
      [{ ...get, input: '<a/>' }],
      [{ ...get, input: '<b/>' }],
      'request 1: Get: the body was "<a/>", is "<b/>"',
    ],
  ])('%s', (_, before, now, difference) => {
    expect(differenceOf(conversation(...before), conversation(...now))).toBe(difference);
  });
});

describe('a record in a file', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'record-'));
    vi.stubEnv('CI', '');
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true });
  });

  test('is written where it is missing, then held against, and written anew on request', () => {
    const file = join(folder, 'record.json');
    verifyInteractions(file, conversation(get));
    verifyInteractions(file, conversation(get));
    expect(() => verifyInteractions(file, conversation(put))).toThrow(`${file}: request 1: was Get, is Put`);
    verifyInteractions(file, conversation(put), { update: true });
    verifyInteractions(file, conversation(put));
  });

  test('is never written in a build', () => {
    vi.stubEnv('CI', 'true');
    const file = join(folder, 'record.json');
    expect(() => verifyInteractions(file, conversation(get))).toThrow(`there is no record ${file}`);
    expect(existsSync(file)).toBe(false);
  });
});
