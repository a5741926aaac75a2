import { describe, expect, test } from 'vitest';
import type { Outcome } from '../core/outcome.ts';
import { TARGET_SURVIVES } from '../rules/response/target-survives.ts';
import type { RunParameters } from './options.ts';
import { whyOver } from './over.ts';
import type { Task } from './plan.ts';
import { canRestart, isAnswering, isDown, overText, restart, revive } from './survival.ts';
import {
  activeRule,
  answerRule,
  CREATE,
  FINE,
  GET,
  LIST,
  LOST,
  scriptedRun,
  UNREACHED,
  UNSENT,
  WITHHELD,
} from './testing/scripted-run.ts';

const survives = answerRule(TARGET_SURVIVES);
const task = (id: string): Task => ({ rule: activeRule(id, async () => {}), phase: 'edges' });
const silentRun = (answer: () => Outcome, options: Partial<RunParameters> = {}) => {
  const one = scriptedRun(answer, { rules: { answer: [survives], active: [] }, restart: async () => {}, ...options });
  one.state.counts.silence = 8;
  return one;
};
/** As counting does it where a request gets no answer. */
const loseOne = ({ state }: ReturnType<typeof silentRun>, operation = LIST, outcome: Outcome = LOST): void => {
  state.counts.silence++;
  state.silent.push({ step: { call: { operation, input: {} }, outcome }, phase: 'edges' });
};

describe('a target can be started again', () => {
  test('where somebody said how, twelve times', () => {
    const { state } = silentRun(() => FINE);
    state.restarts.count = 11;
    expect(canRestart(state)).toBe(true);
    state.restarts.count = 12;
    expect(canRestart(state)).toBe(false);
  });

  test('but not where nobody did, after a restart failed, or once the run is interrupted', () => {
    const { restart: _, ...without } = silentRun(() => FINE).state.options;
    expect(canRestart(scriptedRun(() => FINE, without).state)).toBe(false);
    const failed = silentRun(() => FINE).state;
    failed.restarts.failed = 'it did not come up';
    expect(canRestart(failed)).toBe(false);
    expect(canRestart(silentRun(() => FINE, { signal: AbortSignal.abort() }).state)).toBe(false);
  });

  test('it is down only where it gives no answers', () => {
    const { state } = silentRun(() => FINE);
    expect(isDown(state)).toBe(true);
    state.counts.silence = 7;
    expect(isDown(state)).toBe(false);
  });
});

describe('a restart', () => {
  test('forgets the silence and who is suspected of it', async () => {
    const one = silentRun(() => FINE);
    loseOne(one);
    one.state.suspects.add(task('a'));
    await restart(one.state);
    expect(one.state).toMatchObject({ restarts: { count: 1 }, counts: { silence: 0 }, silent: [] });
    expect(one.state.suspects.size).toBe(0);
  });

  test('that fails says why, and is the end', async () => {
    const { state } = silentRun(() => FINE, { restart: () => Promise.reject(new Error('port in use')) });
    await restart(state);
    expect(whyOver(state)).toBe('port in use');
    expect(canRestart(state)).toBe(false);
  });
});

describe('whether a target answers', () => {
  const ask = async (outcome: Outcome, silence = 3) => {
    const one = silentRun(() => outcome);
    one.state.counts.silence = silence;
    if (silence > 0) loseOne(one);
    const before = one.state.counts.requests;
    const answers = await isAnswering(one.state);
    return { answers, sent: one.state.counts.requests - before, calls: one.calls.length, state: one.state };
  };

  test('an answer ends the silence', async () => {
    const { answers, sent, state } = await ask(FINE);
    expect([answers, sent, state.counts.silence, state.silent]).toEqual([true, 1, 0, []]);
  });

  test('so does a refusal of ever more requests: who throttles is there', async () => {
    const response = { status: 503, headers: {}, body: new Uint8Array() };
    const request = { method: 'GET', path: '/', headers: {}, body: new Uint8Array() };
    const throttled: Outcome = { kind: 'lost', reason: 'throttled 8 times', ms: 1, exchange: { request, response } };
    const { answers, state } = await ask(throttled);
    expect([answers, state.counts.silence, state.silent]).toEqual([true, 0, []]);
  });

  test('none means that it answers nothing more', async () => {
    const { answers, sent, state } = await ask(LOST);
    expect([answers, sent, state.counts.silence, state.silent.length]).toEqual([false, 1, 8, 1]);
  });

  test.each([
    ['that a limit of ours held back', WITHHELD],
    ['that the client refused', UNSENT],
  ])('a question %s says nothing: it is no silence, and no request', async (_, outcome) => {
    const { answers, sent, state } = await ask(outcome);
    expect([answers, sent, state.counts.silence, state.silent.length]).toEqual([true, 0, 4, 1]);
  });

  test('one that was given up is not asked', async () => {
    expect(await ask(FINE, 8)).toMatchObject({ answers: false, calls: 0 });
  });
});

describe('the tasks that were being judged when a target fell silent', () => {
  /** A target that falls silent for good while the named task is judged. */
  const revived = async (culprit: string | undefined, options: Partial<RunParameters> = {}) => {
    let alive = true;
    let restarts = 0;
    const one = silentRun(() => (alive ? FINE : LOST), {
      restart: async () => {
        alive = true;
        restarts++;
      },
      ...options,
    });
    const judged: string[] = [];
    for (const id of ['first', 'second', 'third']) one.state.suspects.add(task(id));
    await revive(one.state, async ({ rule }) => {
      judged.push(rule.id);
      if (rule.id !== culprit) return;
      alive = false;
      loseOne(one, CREATE);
    });
    return { ...one, judged, restarts };
  };

  test('are judged again one after the other; the one that silences it again is blamed', async () => {
    const { judged, restarts, told } = await revived('second');
    expect(judged).toEqual(['first', 'second', 'third']);
    expect(restarts).toBe(2);
    expect(told('finding').map(({ finding }) => [finding.rule, finding.operation])).toEqual([
      [TARGET_SURVIVES, CREATE],
    ]);
    expect(told('judged')).toMatchObject([
      { rule: 'second', status: 'skip', hindrance: { kind: 'step', operation: CREATE, rules: [TARGET_SURVIVES] } },
    ]);
  });

  test('are not blamed where none silences it again', async () => {
    const { told, restarts } = await revived(undefined);
    expect([told('finding'), told('judged'), restarts]).toEqual([[], [], 1]);
  });

  test('are not blamed where it answers something harmless', async () => {
    const one = silentRun(() => FINE);
    one.state.suspects.add(task('slow'));
    await revive(one.state, async () => loseOne(one));
    expect([one.told('finding'), one.state.counts.silence]).toEqual([[], 0]);
  });

  test('are not blamed where a budget is spent before it can be asked', async () => {
    const one = silentRun(() => WITHHELD);
    one.state.suspects.add(task('slow'));
    await revive(one.state, async () => loseOne(one));
    expect(one.told('finding')).toEqual([]);
  });

  test('a process that ended, and that none of them ends again, is told', async () => {
    const { state } = await revived(undefined, { ended: () => 'it exited with code 1' });
    expect(state.restarts.unexplained).toMatch(/^it exited with code 1 and was started again/);
  });

  test('the finding names the first request that was sent and got no answer', async () => {
    let alive = true;
    const one = silentRun(() => (alive ? FINE : LOST), { restart: async () => void (alive = true) });
    one.state.suspects.add(task('first'));
    await revive(one.state, async () => {
      alive = false;
      loseOne(one, GET, UNREACHED);
      loseOne(one, CREATE);
      loseOne(one, LIST);
    });
    expect(one.told('finding').map(({ finding }) => finding.operation)).toEqual([CREATE]);
  });
});

describe('why a run ended early', () => {
  test('names four requests at most, and only those that were sent', () => {
    const one = silentRun(() => FINE);
    loseOne(one, GET, UNREACHED);
    expect(overText(one.state)).toBe('orchard stopped answering');
    loseOne(one, CREATE);
    expect(overText(one.state)).toBe('orchard stopped answering, since CreateContinuousDeploymentPolicy');
    for (const name of ['B', 'C', 'D', 'E']) loseOne(one, name);
    expect(overText(one.state)).toBe(
      'orchard stopped answering, since one of these: CreateContinuousDeploymentPolicy; B; C; D',
    );
  });

  test('is nothing for a target that answers', () => {
    expect(overText(scriptedRun().state)).toBeUndefined();
  });
});
