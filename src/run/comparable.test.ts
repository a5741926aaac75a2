import { expect, test } from 'vitest';
import { loadContract } from '../contracts/load.ts';
import type { Json } from '../core/json.ts';
import type { Outcome } from '../core/outcome.ts';
import type { Reproducer } from '../core/reproducer.ts';
import type { AnswerRule } from '../core/rule.ts';
import type { Step } from '../core/test-context.ts';
import { incomparable, showsMore } from './comparable.ts';
import { reproduceAlone } from './reproduce.ts';
import { FINE, GET, LIST, listReproducer, refusal } from './testing/scripted-run.ts';

const contract = loadContract();
const GONE = refusal(404, 'NoSuchContinuousDeploymentPolicy');
const TOO_LONG: Outcome = { kind: 'unreadable', status: 200, reason: 'the response is longer than 1024 kB', ms: 1 };

const made = (Id: string): Step => ({
  call: { operation: 'CreateContinuousDeploymentPolicy', input: {} },
  outcome: { kind: 'response', status: 201, headers: {}, output: { ContinuousDeploymentPolicy: { Id } }, ms: 1 },
});

const listing = (outcome: Outcome): Step => ({ call: { operation: LIST, input: {} }, outcome });

function listed(...ids: string[]): Step {
  const Items: Json = ids.map((Id) => ({ ContinuousDeploymentPolicy: { Id } }));
  const output = { ContinuousDeploymentPolicyList: { Quantity: ids.length, Items } };
  return listing({ kind: 'response', status: 200, headers: {}, output, ms: 1 });
}

test.each<[string, Step[], boolean]>([
  ['nothing', [listed()], false],
  ['what the calls made', [made('P1'), listed('P1')], false],
  ['something else', [listed('P1')], true],
  ['something else as well', [made('P1'), listed('P1', 'P2')], true],
  ['an unreadable page', [made('P1'), listing(TOO_LONG)], true],
  ['a refusal', [listing(GONE)], false],
])('a listing that shows %s', (_, steps, more) => {
  expect(showsMore(contract, steps)).toBe(more);
});

test('a read that cannot be read is no listing', () => {
  expect(showsMore(contract, [{ call: { operation: GET, input: { Id: 'P1' } }, outcome: TOO_LONG }])).toBe(false);
});

const finding = (more: Partial<Reproducer>): Reproducer => listReproducer('answer.any', more);

test.each([
  ['answer.readable', '200', false],
  ['answer.readable', 'the response is longer than 1024 kB', false],
  ['answer.well-formed', 'status 200 with XML that is not well-formed', false],
  ['answer.well-formed', 'status 400 with XML that is not well-formed', true],
  ['answer.error-status', '400 NoSuchContinuousDeploymentPolicy', true],
  ['answer.no-server-error', 'status 500 without a body', true],
  ['refusal.maximum', '200', true],
])('%s, broken by %s, is comparable with a refusal: %j', (rule, was, comparable) => {
  expect(incomparable(finding({ rule, outcomes: [was] }), GONE) === undefined).toBe(comparable);
});

/** What is told of a finding by a rule on answers that holds now, whatever the answer. */
async function told(reproducer: Reproducer, outcome: Outcome) {
  const rule: AnswerRule = {
    kind: 'answer',
    id: 'answer.any',
    evidence: 'standard',
    demands: 'an oak',
    citations: [],
    operations: [LIST, GET],
    judge: () => 'holds',
  };
  const target = { name: 'orchard', wire: true, call: async () => outcome, close: async () => {} };
  const rules = { answer: [rule], active: [] };
  return (await reproduceAlone({ contract, target, rules, names: () => () => 'name' }, reproducer)).verdict;
}

test('a rule that holds is FIXED only where its calls led to an answer of the same kind', async () => {
  const read = { operation: GET, calls: [{ operation: GET, input: { Id: 'P1' } }] };
  expect(await told(finding({}), FINE)).toBe('FIXED');
  expect(await told(finding({ showsMore: true }), FINE)).toBe('CANNOT TELL');
  expect(await told(finding({ ...read, outcomes: ['status 200 with no XML'] }), GONE)).toBe('CANNOT TELL');
});
