import { describe, expect, test, vi } from 'vitest';
import type { ActiveRule, Phase } from '../core/rule.ts';
import type { RunParameters } from './options.ts';
import type { Task } from './plan.ts';
import { leaveOut, runStages } from './stages.ts';
import { activeRule, CREATE, FINE, GET, LIST, LOST, scriptedRun } from './testing/scripted-run.ts';

const sending = (id: string, more: Partial<ActiveRule> = {}): ActiveRule =>
  activeRule(
    id,
    async (lane) => {
      await lane.send(LIST, {});
      lane.recordCheck(LIST);
    },
    more,
  );
const task = (rule: ActiveRule, phase: Phase = 'edges'): Task => ({ rule, phase });

async function ran(
  stages: Task[][],
  options: Partial<RunParameters> = {},
  before?: (one: ReturnType<typeof scriptedRun>) => void,
) {
  const one = scriptedRun(undefined, { concurrency: 1, ...options });
  before?.(one);
  const later = vi.fn(async () => {});
  await runStages(one.state, stages, later);
  return { ...one, later, judged: one.told('judged') };
}

test('every task of every stage is told once, in its order, and the progress ends where all is done', async () => {
  const { judged, told } = await ran([[task(sending('a')), task(sending('b'))], [task(sending('c'))]]);
  expect(judged.map(({ rule, status }) => `${rule} ${status}`)).toEqual(['a pass', 'b pass', 'c pass']);
  expect(told('progress').map(({ done, total }) => [done, total])).toEqual([
    [1, 3],
    [2, 3],
    [3, 3],
  ]);
});

test('nothing is sent once the run is interrupted, and that is the reason', async () => {
  const { judged, calls } = await ran([[task(sending('a'))]], { signal: AbortSignal.abort() });
  expect(judged).toMatchObject([{ status: 'skip', reason: 'interrupted', hindrance: { kind: 'option' } }]);
  expect(calls).toEqual([]);
});

test('an interruption while a rule is judged leaves out those after it', async () => {
  const interrupt = new AbortController();
  const first = activeRule('a', async (lane) => {
    await lane.send(LIST, {});
    lane.recordCheck(LIST);
    interrupt.abort();
  });
  const { judged } = await ran([[task(first), task(sending('b'))]], { signal: interrupt.signal });
  expect(judged.map(({ rule, status }) => `${rule} ${status}`)).toEqual(['a pass', 'b skip']);
});

test('nothing is sent to a target that stopped answering', async () => {
  const { judged, calls } = await ran([[task(sending('a'))]], {}, ({ state }) => void (state.counts.silence = 8));
  expect(judged).toMatchObject([{ status: 'skip', reason: 'orchard stopped answering', hindrance: { kind: 'step' } }]);
  expect(calls).toEqual([]);
});

describe('a rule', () => {
  const missing = async (operations: string[], absent: string[]) => {
    const { judged } = await ran([[task(sending('a', { operations }))]], {}, ({ state }) => {
      for (const operation of absent) state.missing.set(operation, '404 with HTML');
    });
    return judged[0]!;
  };

  test('all of whose operations are absent is not judged, and they are named', async () => {
    expect(await missing([CREATE, GET], [CREATE, GET])).toMatchObject({
      status: 'skip',
      reason: `not implemented: ${CREATE} (404 with HTML), ${GET} (404 with HTML)`,
      hindrance: { kind: 'not-implemented', operations: [CREATE, GET] },
    });
  });

  test('is judged on those that are there', async () => {
    expect(await missing([CREATE, LIST], [CREATE])).toMatchObject({ status: 'pass' });
  });

  test('on bytes is not judged where there is no wire', async () => {
    const target = { name: '', wire: false, call: async () => FINE, close: async () => {} };
    const { judged } = await ran([[task(sending('a', { wire: true }))]], { target });
    expect(judged).toMatchObject([{ status: 'skip', hindrance: { kind: 'transport' } }]);
  });

  test('is never judged in two phases at once', async () => {
    let open = 0;
    let most = 0;
    const rule = activeRule('a', async () => {
      most = Math.max(most, ++open);
      await new Promise((resolve) => setImmediate(resolve));
      open--;
    });
    await ran([[task(rule, 'edges'), task(rule, 'updates'), task(rule, 'malformed')]], { concurrency: 3 });
    expect(most).toBe(1);
  });
});

describe('a limit of requests', () => {
  const order = { tasks: [], limit: { requests: 1, price: () => 1 } };

  test('leaves out what it does not pay for, by an option', async () => {
    const { judged, calls } = await ran([[task(sending('a')), task(sending('b'))]], { order });
    expect(judged.map(({ status }) => status)).toEqual(['pass', 'skip']);
    expect(judged[1]).toMatchObject({
      hindrance: { kind: 'option' },
      reason: 'the request limit is spent on rules that find more per request',
    });
    expect(calls).toHaveLength(1);
  });

  test('asks for nothing that the workflow alone needs where that is left out', async () => {
    const dear = { tasks: [], limit: { requests: 1, price: () => 2 } };
    expect((await ran([[task(sending('a'), 'workflow')]], { order: dear })).later).not.toHaveBeenCalled();
    expect((await ran([[task(sending('a'), 'workflow')]])).later).toHaveBeenCalledTimes(1);
    expect((await ran([[task(sending('a'), 'edges')]])).later).not.toHaveBeenCalled();
  });
});

test('between the stages everybody is asked, before each', async () => {
  const between = vi.fn(async () => {});
  await ran([[task(sending('a'))], [task(sending('b'))]], { between });
  expect(between).toHaveBeenCalledTimes(2);
});

test('a target that falls silent and is started again is judged to the end', async () => {
  let silent = true;
  const one = scriptedRun(() => (silent ? LOST : FINE), { concurrency: 1, restart: async () => void (silent = false) });
  await runStages(one.state, [[task(sending('a')), task(sending('b'))]], async () => {});
  expect(one.told('judged').map(({ rule, status }) => `${rule} ${status}`)).toEqual(['a pass', 'b pass']);
  expect(one.state.restarts.count).toBe(1);
});

test('what a limit leaves out, and what has no phase that was selected, is told with the reason', () => {
  const rules = { answer: [], active: [sending('a'), sending('b', { phases: ['random'] })] };
  const { state, told } = scriptedRun(undefined, { rules, phases: ['edges'] });
  leaveOut(state, [task(sending('a'))]);
  expect(told('judged')).toMatchObject([
    {
      rule: 'a',
      status: 'skip',
      hindrance: { kind: 'option' },
      reason: 'other rules find the same with fewer requests',
    },
    {
      rule: 'b',
      phase: 'random',
      status: 'skip',
      hindrance: { kind: 'option' },
      reason: 'left out by --phase',
    },
  ]);
});
