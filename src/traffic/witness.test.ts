import { expect, test } from 'vitest';
import type { RuleResult } from '../core/event.ts';
import type { ViewerAnswer } from '../core/traffic.ts';
import { createWitness } from './witness.ts';

const judged = (rule: string, status: RuleResult['status']): RuleResult => ({
  type: 'judged',
  rule,
  phase: 'traffic',
  status,
  requests: 1,
  operations: { viewer: 1 },
  ms: 0,
  latency: [],
});
const served = (side: ViewerAnswer['served']): ViewerAnswer => ({
  served: side,
  status: 200,
  headers: {},
  cookies: [],
});

test('what holds is told once a viewer has reached the staging distribution, and not before', () => {
  const witness = createWitness();
  witness.saw(served('primary'));
  expect(witness.told(judged('a', 'pass'))).toEqual([]);
  expect(witness.told(judged('b', 'fail'))).toEqual([judged('b', 'fail')]);
  witness.saw(served('staging'));
  expect(witness.told(judged('c', 'pass'))).toEqual([judged('a', 'pass'), judged('c', 'pass')]);
  expect(witness.end()).toEqual([]);
});

test('where no viewer ever did, nothing holds', () => {
  const witness = createWitness();
  witness.saw(served('primary'));
  witness.told(judged('a', 'pass'));
  expect(witness.end()).toMatchObject([
    { rule: 'a', status: 'skip', operations: {}, reason: 'no viewer ever reached the staging distribution' },
  ]);
});
