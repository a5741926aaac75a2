import { expect, test } from 'vitest';
import type { Evidence } from '../core/evidence.ts';
import type { ViolationDetails } from '../core/test-context.ts';
import { report, violated } from './findings.ts';
import { answered } from './open.ts';
import type { RunParameters } from './options.ts';
import { answerRule, CREATE, FINE, GET, scriptedRun } from './testing/scripted-run.ts';

const rule = answerRule('answer.any');
const violation = (operation = GET): ViolationDetails => ({
  operation,
  expected: 'an oak',
  actual: 'a birch',
  steps: [{ call: { operation, input: { Id: 'X' } }, outcome: FINE }],
});
const reported = (options: Partial<RunParameters>, ...operations: string[]) => {
  const one = scriptedRun(undefined, options);
  for (const operation of operations) report(one.state, rule, violation(operation), 'edges');
  return { ...one, findings: one.told('finding').map(({ finding }) => finding) };
};

test.each<[Evidence, string]>([
  ['documented', 'fail'],
  ['standard', 'fail'],
  ['recorded', 'fail'],
  ['inferred', 'warn'],
])('a broken rule that is %s comes to %s', (evidence, status) => {
  expect(violated({ ...rule, evidence })).toBe(status);
});

test('a rule is reported once for each operation, and counted as often', () => {
  const { findings, state } = reported({}, GET, GET, CREATE);
  expect(findings.map(({ operation }) => operation)).toEqual([GET, CREATE]);
  expect(state.counts.findings).toBe(2);
});

test('another rule on the same operation is another finding', () => {
  const one = reported({}, GET);
  report(one.state, { ...rule, id: 'answer.other' }, violation(), 'edges');
  expect(one.told('finding')).toHaveLength(2);
});

test('each time is told where that is asked for', () => {
  expect(reported({ again: true }, GET, GET).findings).toHaveLength(2);
});

test('a finding says what was expected and got, how it is shown again, and after how many requests of the run', () => {
  const one = scriptedRun();
  Object.assign(one.state.counts, { requests: 9, replayed: 4 });
  report(one.state, rule, violation(), 'edges');
  const { finding } = one.told('finding')[0]!;
  expect(finding).toMatchObject({ expected: 'an oak', actual: 'a birch', phase: 'edges', after: 5 });
  expect(finding.token).not.toBe('');
  expect(finding).toHaveProperty('reproduce', `reproduce answer.any ${finding.token}`);
});

test('a rule on answers that was broken once stays so, whatever comes after', () => {
  const { state } = scriptedRun();
  answered(state, rule, GET, undefined, 'edges');
  expect(state.answers.get(rule.id)).toEqual({ status: 'pass', operations: { [GET]: 1 }, phase: 'edges' });
  answered(state, rule, GET, violation(), 'edges');
  answered(state, rule, CREATE, undefined, 'workflow');
  expect(state.answers.get(rule.id)).toEqual({ status: 'fail', operations: { [GET]: 2, [CREATE]: 1 }, phase: 'edges' });
});

test('an inferred rule on answers only warns', () => {
  const { state } = scriptedRun();
  answered(state, { ...rule, evidence: 'inferred' }, GET, violation(), 'edges');
  expect(state.answers.get(rule.id)?.status).toBe('warn');
});
