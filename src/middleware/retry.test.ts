import { describe, expect, test } from 'vitest';
import { loadContract } from '../contracts/load.ts';
import type { Outcome } from '../core/outcome.ts';
import type { Target } from '../core/target.ts';
import { type RetryOptions, retrying } from './retry.ts';

const contract = loadContract();

const refused = (status: number, code: string, headers = {}): Outcome => ({
  kind: 'refused',
  status,
  headers,
  error: { code },
  ms: 1,
});
const fine: Outcome = { kind: 'response', status: 200, headers: {}, output: {}, ms: 1 };
const reset: Outcome = { kind: 'lost', reason: 'connection closed: other side closed', ms: 1 };

interface Tried {
  outcome: Outcome;
  calls: number;
  waits: number[];
}

/** Answers one after the other; the last one again and again. `random` gives half. */
async function tried(
  answers: Outcome[],
  operation = 'GetContinuousDeploymentPolicy',
  more: RetryOptions = {},
): Promise<Tried> {
  let calls = 0;
  const waits: number[] = [];
  const target: Target = {
    name: 'scripted',
    wire: false,
    call: async () => answers[Math.min(calls++, answers.length - 1)]!,
    close: async () => {},
  };
  const wait = async (ms: number): Promise<void> => void waits.push(ms);
  const options = {
    ...more,
    attempts: 4,
    base: 100,
    random: () => 0.5,
    wait,
    now: () => Date.parse('2024-01-01T00:00:00Z'),
  };
  const outcome = await retrying(contract, target, options).call({ operation, input: {} });
  return { outcome, calls, waits };
}

describe('tried again and counted', () => {
  test.each<[string, Outcome]>([
    ['400 Throttling', refused(400, 'Throttling')],
    ['429 whatever its code', refused(429, 'Anything')],
    ['503 whatever its code', refused(503, 'Anything')],
    ['503 without an envelope', { kind: 'unreadable', status: 503, headers: {}, reason: 'HTML', ms: 1 }],
    ['a connection that broke', reset],
    ...[
      'RequestThrottledException',
      'EC2ThrottledException',
      'ProvisionedThroughputExceededException',
      'PriorRequestNotComplete',
      'TransactionInProgressException',
      'LimitExceededException',
      'RequestTimeout',
    ].flatMap((code) =>
      [400, 403, 500].map((status): [string, Outcome] => [`${status} ${code}`, refused(status, code)]),
    ),
  ])('%s', async (_, outcome) => {
    expect(await tried([outcome, outcome, fine])).toMatchObject({
      outcome: { kind: 'response', retries: 2 },
      calls: 3,
    });
  });
});

describe('a server error of a target that is far away', () => {
  const far = { far: true };

  test.each([500, 502, 504])('%d to a read is tried again once', async (status) => {
    const error = refused(status, 'InternalFailure');
    expect(await tried([error, fine], undefined, far)).toMatchObject({ outcome: { kind: 'response' }, calls: 2 });
    expect(await tried([error], undefined, far)).toMatchObject({ outcome: { kind: 'refused', status }, calls: 2 });
  });

  test.each([501, 505])('%d is not', async (status) => {
    expect(await tried([refused(status, 'NotImplemented')], undefined, far)).toMatchObject({ calls: 1 });
  });

  test('to a write is not', async () => {
    const error = refused(500, 'InternalFailure');
    expect(await tried([error], 'UpdateContinuousDeploymentPolicy', far)).toMatchObject({ calls: 1 });
  });
});

describe('not tried again', () => {
  test.each<[string, Outcome]>([
    ['a success', fine],
    ['400 with another code', refused(400, 'InvalidArgument')],
    ['a quota, whatever its status', refused(429, 'TooManyContinuousDeploymentPolicies')],
    ['an error that is documented, whatever its status', refused(503, 'StagingDistributionInUse')],
    ['500', refused(500, 'InternalFailure')],
    ['no answer in time', { kind: 'lost', reason: 'no answer within 10 s', ms: 1 }],
    ['a refused connection', { kind: 'lost', reason: 'connection refused', ms: 1 }],
  ])('%s', async (_, outcome) => {
    const { outcome: left, calls } = await tried([outcome]);
    expect(calls).toBe(1);
    expect(left).toEqual(outcome);
  });
});

describe('a target that is away', () => {
  const away: Outcome = { kind: 'lost', reason: 'connection refused', unreached: true, ms: 1 };

  /** What calls one after the other come to. `answers`: one after the other, `fine` from then on. */
  async function calls(answers: Outcome[], count: number): Promise<{ kinds: string[]; waits: number[] }> {
    const waits: number[] = [];
    let asked = 0;
    const target: Target = { name: '', wire: false, call: async () => answers[asked++] ?? fine, close: async () => {} };
    const patient = retrying(contract, target, { base: 50, wait: async (ms) => void waits.push(ms) });
    const kinds: string[] = [];
    for (let call = 0; call < count; call++)
      kinds.push((await patient.call({ operation: 'GetContinuousDeploymentPolicy', input: {} })).kind);
    return { kinds, waits };
  }

  test('after it answered is waited for while it may be restarting', async () => {
    const { kinds, waits } = await calls([fine, away, away, away, away], 2);
    expect(kinds).toEqual(['response', 'response']);
    expect(waits).toEqual([50, 100, 200, 400]);
  });

  test('before it answered is not waited for', async () => {
    expect(await calls([away], 2)).toEqual({ kinds: ['lost', 'response'], waits: [] });
  });

  test('for three seconds is not waited for again until it answers', async () => {
    const { kinds, waits } = await calls([fine, ...Array.from({ length: 8 }, () => away), fine, away], 5);
    expect(kinds).toEqual(['response', 'lost', 'lost', 'response', 'response']);
    expect(waits).toEqual([50, 100, 200, 400, 800, 800, 50]);
  });
});

describe('the wait', () => {
  test('doubles, with jitter', async () => {
    expect((await tried([refused(503, 'Slow')])).waits).toEqual([100, 200, 400]);
  });

  test.each([
    ['seconds', '2', 2000],
    ['a date', 'Mon, 01 Jan 2024 00:00:03 GMT', 3000],
    ['nonsense, which is passed over', 'soon', 0],
    ['an hour, which is too long', '3600', 20_000],
  ])('is at least what Retry-After asks for: %s', async (_, text, least) => {
    expect((await tried([refused(429, 'Slow', { 'retry-after': text }), fine])).waits).toEqual([least + 100]);
  });
});

test('what stays throttled is lost, with the reason', async () => {
  expect((await tried([refused(400, 'Throttling')])).outcome).toMatchObject({
    kind: 'lost',
    reason: 'throttled 4 times',
    retries: 3,
  });
});

describe('after a connection broke, nothing is known where the refusal may come from the first try', () => {
  test.each([
    ['CreateContinuousDeploymentPolicy', 409, 'StagingDistributionInUse', 'lost'],
    ['CreateContinuousDeploymentPolicy', 400, 'InvalidArgument', 'refused'],
    ['UpdateContinuousDeploymentPolicy', 412, 'PreconditionFailed', 'lost'],
    ['DeleteContinuousDeploymentPolicy', 404, 'NoSuchContinuousDeploymentPolicy', 'lost'],
    ['GetContinuousDeploymentPolicy', 404, 'NoSuchContinuousDeploymentPolicy', 'refused'],
  ])('%s answered %i %s is %s', async (operation, status, code, kind) => {
    expect((await tried([reset, refused(status, code)], operation)).outcome.kind).toBe(kind);
    expect((await tried([refused(status, code)], operation)).outcome.kind).toBe('refused');
  });

  test('or where it was sent again on another connection', async () => {
    const stale: Outcome = { ...refused(412, 'PreconditionFailed'), repeated: true };
    expect((await tried([stale], 'UpdateContinuousDeploymentPolicy')).outcome.kind).toBe('lost');
    expect((await tried([{ ...fine, repeated: true }], 'UpdateContinuousDeploymentPolicy')).outcome.kind).toBe(
      'response',
    );
  });

  test('or where the second try reaches nobody', async () => {
    const unreached: Outcome = { kind: 'lost', reason: 'connection refused', unreached: true, ms: 1 };
    expect((await tried([unreached])).outcome).toHaveProperty('unreached');
    expect((await tried([reset, unreached])).outcome).not.toHaveProperty('unreached');
  });
});
