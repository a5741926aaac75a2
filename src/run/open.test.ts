import { describe, expect, test } from 'vitest';
import { loadContract } from '../contracts/load.ts';
import type { Outcome } from '../core/outcome.ts';
import type { Target } from '../core/target.ts';
import { openState, testContextOf } from './open.ts';
import type { RunState } from './state.ts';

const LIST = 'ListContinuousDeploymentPolicies';
const LOST: Outcome = { kind: 'lost', reason: 'connection reset', ms: 1 };
const ANSWER: Outcome = { kind: 'refused', status: 400, headers: {}, error: { code: 'InvalidArgument' }, ms: 1 };

function stateOn(outcomes: Outcome[]): RunState {
  const target: Target = { name: 'scripted', wire: true, call: async () => outcomes.shift()!, close: async () => {} };
  const rule = {
    kind: 'answer' as const,
    id: 'answer.any',
    evidence: 'documented' as const,
    demands: 'no answer at all',
    citations: [],
    operations: [LIST],
    judge: () => ({ expected: 'no answer', actual: 'one' }),
  };
  return openState(
    {
      contract: loadContract(),
      target,
      rules: { answer: [rule], active: [] },
      names: () => () => 'name',
      version: '',
      seed: 1,
      runs: 1,
      reproduce: () => '',
    },
    () => {},
  );
}

describe('requests without an answer', () => {
  const silenceAfter = async (outcomes: Outcome[]): Promise<number> => {
    const count = outcomes.length;
    const state = stateOn([...outcomes]);
    const { context: lane } = testContextOf(state, 'part', 'edges');
    for (let index = 0; index < count; index++) await lane.send(LIST, {}).catch(() => {});
    return state.counts.silence;
  };

  test('add up until there is an answer', async () => {
    expect(await silenceAfter([LOST, LOST])).toBe(2);
    expect(await silenceAfter([LOST, LOST, ANSWER, LOST])).toBe(1);
  });

  test('do not count where the connection broke and the repetition was answered', async () => {
    expect(await silenceAfter([LOST, LOST, { ...LOST, interrupted: true }])).toBe(0);
  });

  test('are those that were sent: what a limit of ours holds back neither adds nor clears', async () => {
    expect(await silenceAfter([LOST, { ...LOST, withheld: true }, { kind: 'unsent', reason: 'no', ms: 0 }])).toBe(1);
  });
});

test('an answer is judged in the phase in which its request was sent, whatever began meanwhile', async () => {
  const state = stateOn([ANSWER]);
  const early = testContextOf(state, 'early', 'edges');
  testContextOf(state, 'late', 'workflow');
  await early.context.send(LIST, {});
  expect(state.answers.get('answer.any')?.phase).toBe('edges');
});
