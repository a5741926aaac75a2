import { describe, expect, test } from 'vitest';
import type { Outcome } from '../core/outcome.ts';
import type { ActiveRule, Phase } from '../core/rule.ts';
import type { Call } from '../core/target.ts';
import { RuleViolation, SkipError, type TestContext } from '../core/test-context.ts';
import { blockedBy } from '../rules/hindered.ts';
import type { RunParameters } from './options.ts';
import { judgeTask } from './task.ts';
import {
  activeRule,
  CREATE,
  FINE,
  GET,
  LIST,
  LOST,
  refusal,
  scriptedRun,
  UNSENT,
  WITHHELD,
} from './testing/scripted-run.ts';

const sends = async (lane: TestContext): Promise<void> => {
  await lane.send(LIST, {});
  lane.recordCheck(LIST);
};
const broken = { operation: LIST, expected: 'an oak', actual: 'a birch', steps: [] };

async function judged(
  check: ActiveRule['check'],
  answer: (call: Call) => Outcome = () => FINE,
  {
    phase = 'edges',
    rule = {},
    ...options
  }: { phase?: Phase; rule?: Partial<ActiveRule> } & Partial<RunParameters> = {},
) {
  const one = scriptedRun(answer, options);
  const ending = await judgeTask(one.state, { rule: activeRule('Tree.grows', check, rule), phase });
  return { ...one, ending, event: one.told('judged')[0] };
}

test('a rule that judged something and found nothing holds', async () => {
  expect((await judged(sends)).event).toMatchObject({ status: 'pass', requests: 1, operations: { [LIST]: 1 } });
});

test('a rule that looked at nothing does not hold, and that is unexplained', async () => {
  const { event } = await judged(async () => {});
  expect(event).toMatchObject({ status: 'skip', hindrance: { kind: 'unobserved' } });
});

test('a rule without a case in the selected phases is left out by that option', async () => {
  const rule = { phases: ['nearest', 'edges'] as Phase[] };
  const { event } = await judged(async () => {}, undefined, { phases: ['edges'], rule });
  expect(event).toMatchObject({ status: 'skip', hindrance: { kind: 'option' } });
  const { event: whole } = await judged(async () => {}, undefined, { phases: ['nearest', 'edges'], rule });
  expect(whole).toMatchObject({ hindrance: { kind: 'unobserved' } });
});

test('so it is where only few random cases were to be drawn, which is for the one who asked for few', async () => {
  const { event } = await judged(async () => {}, undefined, { phase: 'random' });
  expect(event).toMatchObject({ status: 'skip', hindrance: { kind: 'option' } });
});

test('what the client refused by itself was not judged', async () => {
  const { event } = await judged(sends, () => UNSENT);
  expect(event).toMatchObject({ status: 'skip', requests: 0, operations: {}, hindrance: { kind: 'transport' } });
});

test('what a budget held back was not judged, by an option', async () => {
  const { event } = await judged(sends, () => WITHHELD);
  expect(event).toMatchObject({ status: 'skip', requests: 0, hindrance: { kind: 'option' } });
});

describe('a broken rule', () => {
  const breaks = async (): Promise<void> => {
    throw new RuleViolation(broken);
  };

  test('fails, with its finding told before', async () => {
    const { events } = await judged(breaks);
    expect(events.map(({ type }) => type)).toEqual(['finding', 'judged']);
    expect(events[1]).toMatchObject({ status: 'fail' });
  });

  test('warns where it is inferred', async () => {
    expect((await judged(breaks, undefined, { rule: { evidence: 'inferred' } })).event).toMatchObject({
      status: 'warn',
    });
  });

  test('stays broken where it can not be judged to its end', async () => {
    const { event, told } = await judged(async (lane) => {
      lane.reportViolation(broken);
      throw new SkipError('no more oaks', { hindrance: { kind: 'option' } });
    });
    expect([event?.status, told('finding').length]).toEqual(['fail', 1]);
  });
});

test('a fault of the rule is an error of ours, and no finding', async () => {
  const { event, told } = await judged(async () => {
    throw new TypeError('no such tree');
  });
  expect(event).toMatchObject({ status: 'error' });
  expect(event?.reason).toContain('no such tree');
  expect(told('finding')).toEqual([]);
});

test('one that is denied access is an error, in one line', async () => {
  const { event } = await judged(sends, () => refusal(403, 'AccessDenied'));
  expect(event).toMatchObject({ status: 'error', reason: 'the target denies access: 403 AccessDenied' });
});

test('a skip keeps its reason, and what was absent of what a rule builds on', async () => {
  const skip = async (): Promise<void> => {
    throw new SkipError('there is no soil', { hindrance: { kind: 'transport' } });
  };
  expect((await judged(skip)).event).toMatchObject({
    status: 'skip',
    reason: 'there is no soil',
    hindrance: { kind: 'transport' },
  });
});

describe('a connection that broke', () => {
  const INTERRUPTED: Outcome = { kind: 'lost', reason: 'the connection broke', interrupted: true, ms: 1 };
  const answers =
    (...outcomes: Outcome[]) =>
    () =>
      outcomes.shift() ?? FINE;

  test('is worth a second try, and the requests of both are counted', async () => {
    const { event, calls } = await judged(sends, answers(INTERRUPTED));
    expect([event?.status, event?.requests, calls.length]).toEqual(['pass', 2, 2]);
  });

  test('is not worth a third', async () => {
    const { event, calls } = await judged(sends, () => INTERRUPTED);
    expect([event?.status, calls.length]).toEqual(['skip', 2]);
  });

  test('is no other lost answer', async () => {
    expect((await judged(sends, () => LOST)).calls).toHaveLength(1);
  });
});

describe('a lost answer', () => {
  const restart = async (): Promise<void> => {};

  test('makes the task a suspect, which is told nothing of where the target is down', async () => {
    const { ending, events, state } = await judged(sends, () => LOST, { restart });
    expect([ending, events, state.suspects.size]).toEqual(['silent', [], 1]);
  });

  test('is a skip where the target still answers something harmless', async () => {
    const { ending, event } = await judged(sends, ({ operation }) => (operation === LIST ? LOST : FINE), { restart });
    expect([ending, event?.status]).toEqual(['told', 'skip']);
  });

  test('is a skip where the target can not be started again', async () => {
    const { ending, event, calls } = await judged(sends, () => LOST);
    expect([ending, event?.status, calls.map(({ operation }) => operation)]).toEqual(['told', 'skip', [LIST]]);
  });

  test('scattered over eight tasks does not end a run, where the target answers between them', async () => {
    const one = scriptedRun(({ operation }) => (operation === GET ? FINE : LOST), { restart });
    for (let count = 0; count < 9; count++)
      expect(await judgeTask(one.state, { rule: activeRule(`Tree.${count}`, sends), phase: 'edges' })).toBe('told');
    expect(one.told('judged')).toHaveLength(9);
  });
});

test('notes of a rule are told with its name', async () => {
  const { told } = await judged(async (lane) => lane.note('it took 3 s'));
  expect(told('note')).toEqual([{ type: 'note', rule: 'Tree.grows', text: 'it took 3 s' }]);
});

describe('a target that holds no more resources', () => {
  const makes = async (lane: TestContext): Promise<void> => {
    const outcome = await lane.send(CREATE, {});
    const call = { operation: CREATE, input: {} };
    throw blockedBy('there is none', { call, outcome }, []);
  };
  const full = () => refusal(400, 'TooManyContinuousDeploymentPolicies');

  test('leaves a rule untold, which may be judged once others have given theirs back', async () => {
    const { ending, events } = await judged(makes, full);
    expect([ending, events]).toEqual(['crowded', []]);
  });

  test('leaves it unjudged where no other rule has any', async () => {
    const one = scriptedRun(full);
    expect(await judgeTask(one.state, { rule: activeRule('Tree.grows', makes), phase: 'edges' }, true)).toBe('told');
    expect(one.told('judged')[0]?.status).toBe('skip');
  });
});
