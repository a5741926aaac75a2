import { describe, expect, test } from 'vitest';
import type { Handler } from '../src/core/target.ts';
import { HOSTILITIES } from './support/hostile.ts';
import { referenceWith } from './support/judging.ts';
import { faultsOf, judgeWatched, turning } from './support/watched.ts';

/** Requests that are answered as they should be, before it begins. */
const WELL = 40;

/** One of each kind, and one half way: all of them, from the start and half way, are in the proof of this name. */
const TRIED = ['never answers', 'has an endless body', 'is a gzip bomb', 'is an entity bomb', 'has 100 MB of headers'];
/** Some rules of each kind: nearly all of them fail where answers come late, and each failure is made small. */
const OF_EACH_KIND = [
  'lifecycle.{read,update,list,concurrency}.*',
  'wire.*',
  'TrafficConfig.*',
  'continuous-deployment.*',
];
const HALF_WAY = ['closes after it accepted'];

describe('a target whose answer', () => {
  test.concurrent.each(TRIED)('%s is judged', async (name) => {
    expect(faultsOf(await judgeWatched(turning(referenceWith(), 0, HOSTILITIES[name]!)))).toEqual([]);
  });

  test.concurrent.each(HALF_WAY)('%s from some request on is judged', async (name) => {
    expect(faultsOf(await judgeWatched(turning(referenceWith(), WELL, HOSTILITIES[name]!)))).toEqual([]);
  });

  test('is that to the request before is judged', async () => {
    const handle = referenceWith();
    let before: Awaited<ReturnType<Handler>> | undefined;
    const late: Handler = async (request) => {
      const answer = await handle(request);
      const given = before ?? answer;
      before = answer;
      return given;
    };
    const server = turning(late, Number.POSITIVE_INFINITY, () => {});
    expect(faultsOf(await judgeWatched(server, ['--rules', ...OF_EACH_KIND]))).toEqual([]);
  });
});
