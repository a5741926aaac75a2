import { describe, expect, test } from 'vitest';
import { loadContract } from '../contracts/load.ts';
import type { Outcome } from '../core/outcome.ts';
import { SkipError, type TestContext } from '../core/test-context.ts';
import { settled } from './settled.ts';
import { waitFor } from './wait.ts';

/** A lane whose time passes by waiting alone. */
function laneAt({
  answers = [],
  patience = 1_000,
  aborted = false,
}: {
  answers?: Outcome[];
  patience?: number;
  aborted?: boolean;
} = {}) {
  const waits: number[] = [];
  const notes: string[] = [];
  let now = 0;
  let looks = 0;
  const clock = {
    now: () => now,
    async wait(ms: number) {
      waits.push(ms);
      now += ms;
    },
  };
  const lane = {
    signal: aborted ? AbortSignal.abort() : new AbortController().signal,
    timing: { patience, clock },
    note: (text: string) => void notes.push(text),
    send: async () => answers[Math.min(looks++, answers.length - 1)]!,
  } as unknown as TestContext;
  return { lane, waits, notes, looks: () => looks };
}

describe('what may settle late', () => {
  const look = async (right: number, limit: number) => {
    const { lane, waits, notes } = laneAt();
    let looks = 0;
    const { value, wrong } = await settled(
      lane,
      limit,
      'the list',
      async () => ++looks,
      (seen) => (seen >= right ? undefined : `only ${seen}`),
    );
    return { value, wrong, waits, notes };
  };

  test('is looked at once where it is right at once, and nothing is noted', async () => {
    expect(await look(1, 0)).toEqual({ value: 1, wrong: undefined, waits: [], notes: [] });
  });

  test('is looked at once where there is no time', async () => {
    expect(await look(2, 0)).toEqual({ value: 1, wrong: 'only 1', waits: [], notes: [] });
  });

  test('is looked at again until it is right, which is noted', async () => {
    expect(await look(3, 1_000)).toEqual({
      value: 3,
      wrong: undefined,
      waits: [25, 50],
      notes: ['the list took 75 ms to settle'],
    });
  });

  test('is wrong where it is so to the end, with what was seen last', async () => {
    expect(await look(99, 75)).toEqual({ value: 3, wrong: 'only 3', waits: [25, 50], notes: [] });
  });

  test('is never waited for longer than a quarter of a second at once', async () => {
    expect((await look(7, 10_000)).waits).toEqual([25, 50, 100, 200, 250, 250]);
  });
});

describe('a state that takes real time', () => {
  const resource = loadContract().resources.ContinuousDeploymentPolicy!;
  const showing = (Status: string): Outcome => ({
    kind: 'response',
    status: 200,
    headers: {},
    output: { Status },
    ms: 1,
  });
  const gone: Outcome = { kind: 'refused', status: 404, headers: {}, error: { code: 'NoSuchTree' }, ms: 1 };
  const wanted = { path: ['Status'], equals: 'Deployed' };

  test('is waited for until it is there', async () => {
    const { lane, waits, looks } = laneAt({ answers: [showing('InProgress'), gone, showing('Deployed')] });
    await waitFor(lane, resource, 'T1', wanted);
    expect([looks(), waits]).toEqual([3, [25, 50]]);
  });

  test('leaves a rule unjudged where it takes longer than there is patience, with what was seen last', async () => {
    const { lane } = laneAt({ answers: [showing('InProgress')] });
    await expect(waitFor(lane, resource, 'T1', wanted)).rejects.toThrow(
      'Status of ContinuousDeploymentPolicy was "InProgress" after 1 s of patience',
    );
  });

  test('is not waited for once the run is interrupted, which is an option', async () => {
    const { lane } = laneAt({ answers: [showing('InProgress')], aborted: true });
    const error = await waitFor(lane, resource, 'T1', wanted).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(SkipError);
    expect(error).toMatchObject({ message: 'interrupted', hindrance: { kind: 'option' } });
  });
});
