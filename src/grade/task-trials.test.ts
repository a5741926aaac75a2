import { describe, expect, test } from 'vitest';
import type { Finding, RunEvent } from '../core/event.ts';
import { PREFLIGHT, taskTrials } from './task-trials.ts';

const asked: RunEvent = { type: 'preflight', operation: 'ListTrees', state: 'implemented', detail: '' };
const phase: RunEvent = { type: 'phase', phase: 'edges', tasks: 2 };
const found = (rule: string, after: number): RunEvent => ({ type: 'finding', finding: { rule, after } as Finding });
const judged = (rule: string, requests: number): RunEvent => ({
  type: 'judged',
  rule,
  phase: 'edges',
  status: 'pass',
  requests,
  operations: {},
  ms: 1,
  latency: [],
});
const progress = (requests: number): RunEvent => ({
  type: 'progress',
  phase: 'edges',
  done: 1,
  total: 2,
  requests,
  findings: 0,
});

const trialsOf = (...events: RunEvent[]) => {
  const { take, trials } = taskTrials();
  for (const event of events) take(event);
  return trials;
};

describe('what each task of a run did', () => {
  test('begins with the preflight and what it found', () => {
    expect(trialsOf(asked, asked, found('a', 2), phase)).toEqual([
      { task: PREFLIGHT, requests: 2, shared: 0, found: [['a', 2]] },
    ]);
  });

  test('counts what was found from the beginning of the task', () => {
    const trials = trialsOf(asked, phase, judged('a', 4), progress(5), found('b', 8), judged('b', 3), progress(8));
    expect(trials.slice(1)).toEqual([
      { task: 'edges a', requests: 4, shared: 0, found: [] },
      { task: 'edges b', requests: 3, shared: 0, found: [['b', 3]] },
    ]);
  });

  test('keeps requests for what is shared apart from its own', () => {
    expect(trialsOf(asked, phase, judged('a', 4), progress(15)).at(-1)).toMatchObject({ requests: 4, shared: 10 });
  });

  test('has the first finding of each rule', () => {
    const [, trial] = trialsOf(asked, phase, found('a', 3), found('a', 4), found('b', 4), judged('a', 4), progress(5));
    expect(trial!.found).toEqual([
      ['a', 2],
      ['b', 3],
    ]);
  });
});
