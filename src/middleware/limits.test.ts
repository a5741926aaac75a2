import { describe, expect, test } from 'vitest';
import { loadContract } from '../contracts/load.ts';
import type { Outcome } from '../core/outcome.ts';
import type { Target } from '../core/target.ts';
import { budgeted } from './budget.ts';
import { rateLimited } from './rate-limit.ts';

const contract = loadContract();
const LIST = { operation: 'ListContinuousDeploymentPolicies', input: {} };
const CREATE = { operation: 'CreateContinuousDeploymentPolicy', input: {} };
const DELETE = { operation: 'DeleteContinuousDeploymentPolicy', input: {} };

function counting(outcome: Partial<Outcome> = {}): Target & { calls: number } {
  const target = {
    name: 'counting',
    wire: false,
    calls: 0,
    async call() {
      target.calls++;
      return { kind: 'response', status: 200, headers: {}, output: {}, ms: 1, ...outcome } as Outcome;
    },
    close: async () => {},
  };
  return target;
}

describe('a rate limit', () => {
  test('spreads calls evenly, also those that come at once', async () => {
    let time = 0;
    const waits: number[] = [];
    const target = rateLimited(counting(), 2, { now: () => time, wait: async (ms) => void waits.push(ms) });
    await Promise.all([target.call(LIST), target.call(LIST), target.call(LIST)]);
    expect(waits).toEqual([500, 1000]);
    time = 10_000;
    await target.call(LIST);
    expect(waits).toHaveLength(2);
  });
});

describe('a budget', () => {
  test('is never exceeded, whatever is sent', async () => {
    const inner = counting();
    const target = budgeted(contract, inner, 7);
    for (let index = 0; index < 50; index++) await target.call([LIST, CREATE, DELETE, CREATE][index % 4]!);
    expect(inner.calls).toBeLessThanOrEqual(7);
  });

  test('says what is missing, and that nothing was asked', async () => {
    expect(await budgeted(contract, counting(), 0).call(LIST)).toMatchObject({
      kind: 'lost',
      withheld: true,
      reason: 'the budget of 0 requests is spent',
    });
  });

  test('keeps back what deleting takes', async () => {
    const inner = counting();
    const target = budgeted(contract, inner, 10);
    await target.call(CREATE);
    await target.call(CREATE);
    let listed = 0;
    while ((await target.call(LIST)).kind === 'response') listed++;
    expect(listed).toBe(2);
    expect(await target.call(DELETE)).toMatchObject({ withheld: true });
    expect(await target.call({ ...DELETE, cleaning: true })).toMatchObject({ kind: 'response' });
    expect(await target.call({ ...DELETE, cleaning: true })).toMatchObject({ kind: 'response' });
  });

  test('keeps nothing back for what was refused', async () => {
    const refusing = counting({ kind: 'refused' });
    const target = budgeted(contract, refusing, 10);
    for (let index = 0; index < 20; index++) await target.call(CREATE);
    expect(refusing.calls).toBe(7);
  });
});
