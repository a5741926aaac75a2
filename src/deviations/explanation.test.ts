import { describe, expect, test } from 'vitest';
import type { Finding } from '../core/event.ts';
import type { Hindrance } from '../core/hindrance.ts';
import { recordOf } from '../report/record.ts';
import { sampleEvents, sampleRecords, sampleStep } from '../report/testing/sample-run.ts';
import { type Explanation, explanationOf } from './explanation.ts';

const HINDRANCE: Hindrance = {
  kind: 'step',
  operation: 'PlantTree',
  outcome: '400 InvalidTree',
  rules: ['Tree.plants'],
};

/** What explains that a rule was not judged, beside one finding of another rule. */
function explained(rule: string, finding: Partial<Finding>, hindrance = HINDRANCE): Explanation | undefined {
  const [record] = sampleRecords({
    rules: [
      { id: rule, status: 'fail', findings: [finding] },
      { id: 'Tree.grows', status: 'skip', reason: 'there is no tree', hindrance },
    ],
  });
  return explanationOf(record!, record!.rules[1]!);
}

const refusal = sampleStep({ outcome: '400 InvalidTree' });

describe('a call that went wrong is explained by', () => {
  test('a finding of the rule that demands its success', () => {
    const explanation = { kind: 'finding', rule: 'Tree.plants', operation: 'PlantTree' };
    expect(explained('Tree.plants', {})).toEqual(explanation);
    expect(explained('Tree.other', {})).toBeUndefined();
  });

  test('a finding on the same operation and outcome, if it says that the request should have been accepted', () => {
    const reproducer = { wanted: { success: true, refusal: [] } } as Finding['capsule'] & object;
    expect(explained('Tree.Height.maximum', { steps: [refusal], capsule: reproducer })).toMatchObject({
      kind: 'finding',
    });
    // A broken request that was rightly refused in this way, and whose finding is about something else.
    expect(explained('Tree.Height.maximum', { steps: [refusal] })).toBeUndefined();
  });

  test('a finding about the form of the same answer, but not by one about some other success', () => {
    expect(explained('answer.error-known', { steps: [refusal] })).toMatchObject({ rule: 'answer.error-known' });
    const success: Hindrance = { ...HINDRANCE, outcome: '201' };
    expect(explained('answer.documented-status', { steps: [sampleStep()] }, success)).toBeUndefined();
  });
});

test('of several phases that could not judge a rule, the one with the least excuse counts', () => {
  const events = sampleEvents({
    rules: [{ id: 'Tree.grows', status: 'skip', reason: 'there is no tree', hindrance: HINDRANCE }],
  });
  const later = events.map((event) =>
    event.type === 'judged' ? { ...event, reason: 'left out', hindrance: { kind: 'option' as const } } : event,
  );
  const [rule] = recordOf([...events.slice(0, -1), ...later.slice(1)]).rules;
  expect(rule).toMatchObject({ reason: 'there is no tree', hindrance: HINDRANCE });
});

describe('what was not seen is explained', () => {
  const unseen: Hindrance = { kind: 'unobserved', basics: { rules: ['Tree.plants'], operations: ['PlantTree'] } };

  test('by a finding that what it builds on does not work', () => {
    expect(explained('Tree.plants', {}, unseen)).toEqual({
      kind: 'finding',
      rule: 'Tree.plants',
      operation: 'PlantTree',
    });
  });

  test.each<[string, string, Partial<Finding>]>([
    ['of another rule', 'Tree.other', {}],
    ['on another operation', 'Tree.plants', { operation: 'FellTree' }],
  ])('not by a finding %s', (_, rule, finding) => {
    expect(explained(rule, finding, unseen)).toBeUndefined();
  });
});

test('a shard says nothing of the rules of others, and a rule that was judged needs no explanation', () => {
  const [record] = sampleRecords({ rules: [{ id: 'Tree.grows', status: 'skip' }], shard: { index: 1, count: 2 } });
  const [rule] = record!.rules;
  delete rule!.reason;
  expect(explanationOf(record!, rule!)).toEqual({ kind: 'option' });
  expect(explanationOf(record!, { ...rule!, reason: 'no answer showed it' })).toBeUndefined();
  expect(explanationOf(record!, { ...rule!, status: 'pass' })).toBeUndefined();
});
