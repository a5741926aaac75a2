import { expect, test } from 'vitest';
import { loadContract } from '../contracts/load.ts';
import type { RunEvent } from '../core/event.ts';
import type { JsonObject } from '../core/json.ts';
import type { Outcome } from '../core/outcome.ts';
import { minimalExample } from '../schema/arbitrary.ts';
import { createClassifier } from '../schema/classifier.ts';
import { openMatters } from './open-matters.ts';
import { withTrait } from './open-traits.ts';

const contract = loadContract();
const classify = createClassifier(contract);
const CREATE = 'CreateContinuousDeploymentPolicy';
const plain = minimalExample(contract, contract.operations[CREATE]!.input)
  .ContinuousDeploymentPolicyConfig as JsonObject;

/** What is told of a create with this configuration that came to this. */
function told(config: JsonObject, outcome: 'refused' | JsonObject, code = 'InvalidArgument'): RunEvent[] {
  const events: RunEvent[] = [];
  const { see } = openMatters(contract, (event) => events.push(event));
  const input = { ContinuousDeploymentPolicyConfig: config };
  const answer: Outcome =
    outcome === 'refused'
      ? { kind: 'refused', status: 400, headers: {}, error: { code }, ms: 1 }
      : {
          kind: 'response',
          status: 201,
          headers: {},
          ms: 1,
          output: { ContinuousDeploymentPolicy: { ContinuousDeploymentPolicyConfig: outcome } },
        };
  const step = { call: { operation: CREATE, input }, outcome: answer };
  for (let times = 0; times < 2; times++) see(step, classify(CREATE, input));
  return events;
}

const { TrafficConfig: _, ...without } = plain;

test('what is done with an open request is told once, with the code of a refusal', () => {
  const matter = ['ContinuousDeploymentPolicyConfig.TrafficConfig.supported.required'];
  const open = { type: 'open', operation: CREATE, matter, broken: false };
  expect(told(without, 'refused')).toEqual([{ ...open, did: 'refused', code: 'InvalidArgument' }]);
  expect(told(without, without)).toEqual([{ ...open, did: 'accepted', shown: 'as meant' }]);
  expect(told(without, plain)).toEqual([{ ...open, did: 'accepted', shown: 'otherwise' }]);
});

test('how an unusual spelling is shown counts by what it means', () => {
  const spelt = { ...plain, Enabled: 'TRUE' };
  expect(told(spelt, { ...plain, Enabled: true })).toMatchObject([{ shown: 'as meant' }]);
  expect(told(spelt, { ...plain, Enabled: false })).toMatchObject([{ shown: 'otherwise' }]);
  const { Enabled: __, ...lacking } = plain;
  expect(told(spelt, lacking)).toMatchObject([{ shown: 'not at all' }]);
});

test('a supported request tells nothing, and a forbidden one only its code', () => {
  expect(told(plain, plain)).toEqual([]);
  const { Enabled: __, ...forbidden } = plain;
  expect(told(forbidden, 'refused')).toMatchObject([{ broken: true, did: 'refused' }]);
  expect(told(forbidden, forbidden)).toEqual([]);
});

test('a refusal for what there is at that time tells nothing of the request', () => {
  expect(told(without, 'refused', 'NoSuchContinuousDeploymentPolicy')).toEqual([]);
});

test.each([
  ['A.B.spelling', '007', 'A.B.spelling.leading-zero'],
  ['A.B.spelling', ' 7', 'A.B.spelling.surrounding-blanks'],
  ['A.B.supported.pattern', ' a ', 'A.B.supported.pattern.surrounding-blanks'],
  ['A.B.supported.pattern', 'ab', 'A.B.supported.pattern'],
  ['A.B.supported.maxItems', 'AB', 'A.B.supported.maxItems'],
])('%s of "%s" is %s', (reason, value, named) => {
  expect(withTrait(reason, value)).toBe(named);
});
