import { expect, test, vi } from 'vitest';
import type { Finding, Reproduction } from '../core/event.ts';
import type { Reproducer } from '../core/reproducer.ts';
import type { ActiveRule } from '../core/rule.ts';
import { RuleViolation } from '../core/test-context.ts';
import { sampleFinding } from '../report/testing/sample-run.ts';
import { TARGET_SURVIVES } from '../rules/response/target-survives.ts';
import { retryEarlier } from './earlier.ts';
import type { RunParameters } from './options.ts';
import { activeRule, answerRule, LIST, scriptedRun } from './testing/scripted-run.ts';

const RULE = 'Tree.grows';
const reproducer: Reproducer = {
  rule: RULE,
  operation: LIST,
  phase: 'edges',
  seed: 1,
  runs: 1,
  calls: [{ operation: LIST, input: {} }],
  bindings: [],
  outcomes: ['400 InvalidTree'],
};
const finding = (more: Partial<Finding> = {}): Finding =>
  sampleFinding(RULE, 'documented', { operation: LIST, capsule: { ...reproducer, rule: more.rule ?? RULE }, ...more });

/** What the rule says when it is judged again. */
const CHECKS: Record<Reproduction, ActiveRule['check']> = {
  async 'STILL FAILS'() {
    throw new RuleViolation({ operation: LIST, expected: 'an oak', actual: 'accepted: 201', steps: [] });
  },
  FIXED: async (lane) => lane.recordCheck(LIST),
  'CANNOT TELL': async () => {},
};

async function retried(
  earlier: Finding[],
  verdict: Reproduction = 'STILL FAILS',
  options: Partial<RunParameters> = {},
  missing: string[] = [],
) {
  const rules = { answer: [answerRule('answer.any')], active: [activeRule(RULE, CHECKS[verdict])] };
  const one = scriptedRun(undefined, { rules, earlier, ...options });
  for (const operation of missing) one.state.missing.set(operation, '404');
  const later = vi.fn(async () => {});
  await retryEarlier(one.state, later);
  return { ...one, later };
}

test('a finding that is still there is a finding of this run, with what it is now', async () => {
  const { told, state } = await retried([finding()]);
  expect(told('replayed')).toMatchObject([{ rule: RULE, verdict: 'STILL FAILS', operation: LIST }]);
  expect(told('finding')).toMatchObject([{ finding: { rule: RULE, operation: LIST, actual: 'accepted: 201' } }]);
  expect(state.counts).toMatchObject({ requests: 1, replayed: 1 });
});

test.each(['FIXED', 'CANNOT TELL'] as const)('one of which is told %s is no finding', async (verdict) => {
  const { told } = await retried([finding()], verdict);
  expect(told('replayed')).toMatchObject([{ verdict }]);
  expect(told('finding')).toEqual([]);
});

test.each<[string, Finding, Partial<RunParameters>, string[]]>([
  ['has no calls', (({ capsule: _, ...bare }) => bare)(finding()), {}, []],
  ['is of a rule that this run does not judge', finding({ rule: 'Tree.other' }), {}, []],
  ['is of a phase in which its rule is not judged', finding({ phase: 'random' }), {}, []],
  ['is of an operation that is absent', finding(), {}, [LIST]],
  [
    'would end the target',
    finding({ rule: TARGET_SURVIVES }),
    { rules: { answer: [answerRule(TARGET_SURVIVES)], active: [] } },
    [],
  ],
  ['comes after an interruption', finding(), { signal: AbortSignal.abort() }, []],
  ['is for another shard to judge', finding({ rule: 'answer.any' }), { shard: { index: 2, count: 2 } }, []],
])('one that %s is not tried', async (_, one, options, missing) => {
  const { events, calls } = await retried([one], 'STILL FAILS', options, missing);
  expect([events, calls]).toEqual([[], []]);
});

test('one of a rule on answers is tried by the first shard', async () => {
  const { told } = await retried([finding({ rule: 'answer.any' })], 'FIXED', { shard: { index: 1, count: 2 } });
  expect(told('replayed')).toMatchObject([{ rule: 'answer.any', verdict: 'FIXED' }]);
});

test('what the workflow alone needs is asked for before a finding of the workflow, and only then', async () => {
  const active = [activeRule(RULE, async () => {}, { phases: ['edges', 'workflow'] })];
  const later = async (phase: 'edges' | 'workflow') =>
    (await retried([finding({ phase })], 'FIXED', { rules: { answer: [], active } })).later.mock.calls.length;
  expect([await later('edges'), await later('workflow')]).toEqual([0, 1]);
});
