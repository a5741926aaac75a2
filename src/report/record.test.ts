import { describe, expect, test } from 'vitest';
import type { RuleResult, RunEvent, Status } from '../core/event.ts';
import type { Hindrance } from '../core/hindrance.ts';
import type { RunRecord } from '../core/run-record.ts';
import { FINDINGS_KEPT, NOTES_KEPT, reasonOf, recordOf, summaryOf, worst } from './record.ts';
import { sampleEvents, sampleFinding } from './testing/sample-run.ts';

const RULE = 'Tree.grows';
const [start] = sampleEvents({ rules: [{ id: RULE, status: 'pass' }] }) as [RunEvent];
const judged = (status: Status, more: Partial<RuleResult> = {}): RunEvent => ({
  type: 'judged',
  rule: RULE,
  phase: 'edges',
  status,
  requests: 3,
  operations: { PlantTree: 2 },
  ms: 10,
  latency: [1, 2],
  ...more,
});
const found = (evidence: 'documented' | 'inferred' = 'documented', operation = 'PlantTree'): RunEvent => ({
  type: 'finding',
  finding: sampleFinding(RULE, evidence, { operation }),
});
const end: RunEvent = { type: 'end', seconds: 1.5, requests: 7, retries: 1, interrupted: false };
const ruleOf = (...events: RunEvent[]) => recordOf([start, ...events]).rules[0]!;

test('of two statuses the worse counts, in either order', () => {
  const order: Status[] = ['skip', 'pass', 'warn', 'fail', 'error'];
  for (const [a, one] of order.entries())
    for (const [b, other] of order.entries()) expect(worst(one, other)).toBe(order[Math.max(a, b)]);
});

describe('a rule', () => {
  test('of which nothing is told is not judged', () => {
    expect(ruleOf()).toMatchObject({ status: 'skip', requests: 0, judged: {}, broken: {} });
  });

  test('stays broken in one phase, whatever the others come to', () => {
    expect(ruleOf(judged('pass'), judged('fail'), judged('pass'), judged('skip')).status).toBe('fail');
  });

  test('is broken by its finding alone, as its evidence has it', () => {
    expect(ruleOf(found(), judged('pass')).status).toBe('fail');
    const events = sampleEvents({ rules: [{ id: RULE, status: 'pass', evidence: 'inferred' }] });
    expect(recordOf([events[0]!, found('inferred'), judged('pass')]).rules[0]!.status).toBe('warn');
  });

  test('adds up requests, time and judgements of its phases', () => {
    const other = judged('pass', { phase: 'random', operations: { PlantTree: 1, FellTree: 4 } });
    expect(ruleOf(judged('pass'), other)).toMatchObject({
      requests: 6,
      ms: 20,
      judged: { PlantTree: 3, FellTree: 4 },
    });
  });

  test('counts all findings by operation, and keeps ten', () => {
    const findings = Array.from({ length: FINDINGS_KEPT + 2 }, () => found());
    const rule = ruleOf(...findings, found('documented', 'FellTree'));
    expect(rule.broken).toEqual({ PlantTree: FINDINGS_KEPT + 2, FellTree: 1 });
    expect(rule.findings).toHaveLength(FINDINGS_KEPT);
  });

  test('that the start does not name is left out', () => {
    const record = recordOf([start, judged('fail', { rule: 'Tree.other' }), end]);
    expect(record.rules.map(({ id, status }) => [id, status])).toEqual([[RULE, 'skip']]);
  });
});

describe('why a rule was not judged', () => {
  const skip = (reason: string, hindrance?: Hindrance): RunEvent =>
    judged('skip', { reason, ...(hindrance ? { hindrance } : {}) });
  const absent: Hindrance = { kind: 'not-implemented', operations: ['FellTree'] };

  test('of several reasons the one that is least of an excuse counts, in either order', () => {
    const [option, missing, none] = [skip('left out', { kind: 'option' }), skip('absent', absent), skip('no idea')];
    for (const events of [
      [option, missing],
      [missing, option],
    ])
      expect(ruleOf(...events)).toMatchObject({ reason: 'absent', hindrance: absent });
    for (const events of [
      [none, missing],
      [missing, none],
    ]) {
      expect(ruleOf(...events).reason).toBe('no idea');
      expect(ruleOf(...events)).not.toHaveProperty('hindrance');
    }
  });

  test('does not matter where it was judged in another phase', () => {
    for (const events of [
      [skip('absent', absent), judged('pass')],
      [judged('pass'), skip('absent', absent)],
    ]) {
      const rule = ruleOf(...events);
      expect([rule.status, rule.reason, rule.hindrance]).toEqual(['pass', undefined, undefined]);
    }
  });

  test('an error keeps its reason', () => {
    expect(ruleOf(judged('error', { reason: 'TypeError' }))).toMatchObject({ status: 'error', reason: 'TypeError' });
  });

  test('is told of each rule without a verdict', () => {
    const reason = (...events: RunEvent[]) => {
      const record = recordOf([start, ...events]);
      return reasonOf(record, record.rules[0]!);
    };
    expect(reason(judged('pass'), end)).toBeUndefined();
    expect(reason(skip('absent', absent), end)).toBe('absent');
    expect(reason()).toBe('the record ends before it was judged');
    expect(reason(end)).toBe('it was not reached');
    expect(reason({ ...end, error: 'the target went away' })).toBe('the target went away');
    const shard: RunEvent = { ...start, shard: { index: 1, count: 2 } } as RunEvent;
    const record = recordOf([shard, end]);
    expect(reasonOf(record, record.rules[0]!)).toBe('another shard judges it');
  });
});

describe('a run', () => {
  test('without its end is not complete, and has the requests of its latest progress', () => {
    const progress: RunEvent = { type: 'progress', phase: 'edges', done: 1, total: 2, requests: 5, findings: 0 };
    expect(recordOf([start, progress])).toMatchObject({ complete: false, requests: 5 });
    expect(recordOf([start, progress, end])).toMatchObject({ complete: true, requests: 7, retries: 1, seconds: 1.5 });
  });

  test('that was interrupted, or ended by an error, says so', () => {
    expect(recordOf([start, { ...end, interrupted: true }])).toMatchObject({ complete: true, interrupted: true });
    expect(recordOf([start, { ...end, error: 'gone' }])).toMatchObject({ error: 'gone' });
  });

  test('adds up the work of each phase and the latencies', () => {
    const record = recordOf([
      start,
      judged('pass'),
      judged('pass', { latency: [0, 1, 5] }),
      judged('pass', { phase: 'random' }),
    ]);
    expect(record.work).toEqual([
      { phase: 'edges', requests: 6, ms: 20 },
      { phase: 'random', requests: 3, ms: 10 },
    ]);
    expect(record.latency).toEqual([2, 5, 5]);
  });

  test('keeps two hundred notes', () => {
    const note: RunEvent = { type: 'note', text: 'late' };
    expect(recordOf([start, ...Array.from({ length: NOTES_KEPT + 1 }, () => note)]).notes).toHaveLength(NOTES_KEPT);
  });
});

test('each status is counted', () => {
  const statuses: Status[] = ['pass', 'pass', 'fail', 'warn', 'skip', 'error', 'skip', 'skip'];
  const rules = statuses.map((status) => ({ status }));
  expect(summaryOf({ rules } as RunRecord)).toEqual({ pass: 2, fail: 1, warn: 1, skip: 3, error: 1 });
});

test('a note keeps the rule that it is about, where there is one', () => {
  const notes: RunEvent[] = [
    { type: 'note', text: 'late' },
    { type: 'note', rule: RULE, text: 'odd' },
  ];
  expect(recordOf([start, ...notes]).notes).toStrictEqual([{ text: 'late' }, { rule: RULE, text: 'odd' }]);
});

test('charts are kept with their rule, two hundred of them', () => {
  const chart = { kind: 'lanes', title: 'IdleTTL', lanes: [], outcome: '', broken: false } as const;
  const event = { type: 'chart', rule: RULE, chart } as unknown as RunEvent;
  expect(recordOf([start, event]).charts).toEqual([{ rule: RULE, chart }]);
  expect(recordOf([start, ...Array<RunEvent>(201).fill(event)]).charts).toHaveLength(200);
});

test('an open matter that several lanes tell is kept once, and two thousand in all', () => {
  const open = (name: string): RunEvent => ({
    type: 'open',
    operation: 'PlantTree',
    matter: [name],
    broken: false,
    did: 'accepted',
  });
  expect(recordOf([start, open('a'), open('b'), open('a')]).open.map(({ matter }) => matter)).toEqual([['a'], ['b']]);
  expect(recordOf([start, ...Array.from({ length: 2_001 }, (_, at) => open(`m${at}`))]).open).toHaveLength(2_000);
});

test('what is told of a rule that the run does not have is left out', () => {
  expect(recordOf([start, judged('fail', { rule: 'A.other' })]).rules).toMatchObject([{ id: RULE, status: 'skip' }]);
  const finding = sampleFinding('A.other', 'documented');
  expect(recordOf([start, { type: 'finding', finding }]).rules).toMatchObject([{ findings: [], broken: {} }]);
});
