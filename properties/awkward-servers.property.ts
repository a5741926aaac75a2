import { beforeAll, describe, expect, test } from 'vitest';
import type { RunRecord } from '../src/core/run-record.ts';
import type { Handler, Target } from '../src/core/target.ts';
import { retrying } from '../src/middleware/retry.ts';
import { httpTarget } from '../src/targets/http.ts';
import { type Awkward, MANNERS, serveInManner } from './support/awkward.ts';
import { contract, judge, referenceWith } from './support/judging.ts';

const HOW = { runs: 2, settle: 0 };

/** What became of the rules, but for those that hold. */
const told = ({ rules }: RunRecord): string[] =>
  rules
    .filter(({ status }) => status !== 'pass')
    .map(({ id, status, reason, findings }) => `${status} ${id} ${reason ?? findings[0]?.actual ?? ''}`);

let plain: string[];
beforeAll(async () => {
  plain = told(await judge(referenceWith(), '*', HOW));
});

/** Judges a handler behind a server, as a run does. */
async function judgedBehind(server: Awkward, handle: Handler): Promise<string[]> {
  const bare = httpTarget(contract, new URL(server.url));
  const target: Target = retrying(contract, bare);
  try {
    return told(await judge(handle, '*', { ...HOW, target }));
  } finally {
    await target.close();
    await server.close();
  }
}

describe('a server is judged by its answers, however it sends them: one that', () => {
  test.each(Object.entries(MANNERS))('%s', async (_, manner) => {
    const handle = referenceWith();
    expect(await judgedBehind(await serveInManner(handle, manner), handle)).toEqual(plain);
  });

  test('is away for 300 ms', async () => {
    let count = 0;
    const reference = referenceWith();
    const handle: Handler = (request) => {
      if (++count % 400 === 0) setTimeout(() => void server.restart(300), 0);
      return reference(request);
    };
    const server = await serveInManner(handle, MANNERS['puts blanks around the values of headers']!);
    expect(await judgedBehind(server, handle)).toEqual(plain);
    expect(count).toBeGreaterThan(400);
  });
});
