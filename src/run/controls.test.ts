import { expect, test } from 'vitest';
import type { RuleResult } from '../core/event.ts';
import type { Outcome } from '../core/outcome.ts';
import { tell, tellWaiting } from './controls.ts';
import { FINE, GET, LIST, refusal, scriptedRun } from './testing/scripted-run.ts';

const event = (status: RuleResult['status'], ...operations: string[]): RuleResult => ({
  type: 'judged',
  rule: 'Tree.refuses',
  phase: 'edges',
  status,
  requests: 1,
  operations: Object.fromEntries(operations.map((name) => [name, 1])),
  ms: 1,
  latency: [],
});
const REFUSED = refusal(400, 'InvalidArgument');

async function told(
  judged: RuleResult,
  answer: Outcome = FINE,
  succeeded: string[] = [],
  prepare?: (one: ReturnType<typeof scriptedRun>) => void,
) {
  const one = scriptedRun(() => answer);
  for (const operation of succeeded) one.state.context.succeeded!.add(operation);
  prepare?.(one);
  tell(one.state, judged);
  const atOnce = one.events.length;
  await tellWaiting(one.state);
  return { atOnce, event: one.told('judged')[0], ...one };
}

test('a rule that holds on operations that have succeeded is told at once', async () => {
  expect(await told(event('pass', LIST), REFUSED, [LIST])).toMatchObject({
    atOnce: 1,
    calls: [],
    event: { status: 'pass' },
  });
});

test('one that holds on an operation that has not waits for a control call, and holds where that succeeds', async () => {
  const one = await told(event('pass', LIST));
  expect(one).toMatchObject({ atOnce: 0, event: { status: 'pass', operations: { [LIST]: 1 } } });
  expect(one.calls.map(({ operation }) => operation)).toEqual([LIST]);
});

test('it is not judged where the control call is refused too', async () => {
  const { event: shown } = await told(event('pass', LIST), REFUSED);
  expect(shown).toMatchObject({
    status: 'skip',
    operations: {},
    reason: `${LIST} never succeeded in this run, so its refusals prove nothing`,
    hindrance: { kind: 'step', operation: LIST },
  });
});

test('of several operations those that succeeded count', async () => {
  const { event: shown } = await told(event('pass', LIST, GET), REFUSED, [GET]);
  expect(shown).toMatchObject({ status: 'pass', operations: { [GET]: 1 } });
  expect(shown!.operations).not.toHaveProperty(LIST);
});

test.each(['fail', 'warn', 'error'] as const)('%s is told at once, whatever has succeeded', async (status) => {
  expect(await told(event(status, LIST), REFUSED)).toMatchObject({ atOnce: 1, calls: [], event: { status } });
});

test('what was not judged counts no judgements', async () => {
  expect((await told(event('skip', LIST))).event).toMatchObject({ status: 'skip', operations: {} });
});

test('no control call is made to an operation that is absent, nor to a target that stopped answering', async () => {
  const absent = await told(event('pass', LIST), FINE, [], ({ state }) => void state.missing.set(LIST, '404'));
  const silent = await told(event('pass', LIST), FINE, [], ({ state }) => void (state.counts.silence = 8));
  for (const one of [absent, silent]) expect(one).toMatchObject({ calls: [], event: { status: 'skip' } });
});

test('a finding on the operation is named where its control call could not be judged', async () => {
  const { event: shown } = await told(event('pass', LIST), FINE, [], ({ state }) => {
    state.missing.set(LIST, '404');
    state.reported.add(`Tree.grows ${LIST}`);
    state.reported.add(`Tree.other ${GET}`);
  });
  expect(shown).toMatchObject({ hindrance: { rules: ['Tree.grows'] } });
});

test('each waiting rule is told once', async () => {
  const one = await told(event('pass', LIST));
  await tellWaiting(one.state);
  expect(one.told('judged')).toHaveLength(1);
});
