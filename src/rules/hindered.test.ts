import { describe, expect, test } from 'vitest';
import { loadContract } from '../contracts/load.ts';
import type { Outcome } from '../core/outcome.ts';
import { minimalExample } from '../schema/arbitrary.ts';
import { createClassifier } from '../schema/classifier.ts';
import { hindranceOf, stepFailed } from './hindered.ts';

const contract = loadContract();
const lane = { contract, classify: createClassifier(contract) };
const CREATE = 'CreateContinuousDeploymentPolicy';
const supported = { call: { operation: CREATE, input: minimalExample(contract, `${CREATE}Request`) } };
const refusal = (code: string): Outcome => ({ kind: 'refused', status: 400, headers: {}, error: { code }, ms: 1 });

describe('a call that failed on the way to a rule', () => {
  const failed = (outcome: Outcome, input = supported.call.input) =>
    stepFailed(lane, 'it failed', [{ call: { operation: CREATE, input }, outcome }], { demandedBy: 'some.rule' });

  test('is a violation of the rule that demands its success, where it is supported and was refused', () => {
    const { hindrance, violation } = failed(refusal('InvalidArgument'));
    expect(hindrance).toEqual({
      kind: 'step',
      operation: CREATE,
      outcome: '400 InvalidArgument',
      rules: ['some.rule'],
    });
    expect(violation).toMatchObject({ rule: 'some.rule', operation: CREATE, actual: 'refused: 400 InvalidArgument' });
  });

  test('is none where circumstances refuse it, the request is not supported, or it was a success', () => {
    expect(failed(refusal('StagingDistributionInUse')).violation).toBeUndefined();
    expect(failed(refusal('InvalidArgument'), {}).violation).toBeUndefined();
    expect(failed({ kind: 'response', status: 201, headers: {}, output: {}, ms: 1 }).violation).toBeUndefined();
  });

  test('was left out by an option where a limit held it back, and can not be shown where the client refuses', () => {
    const of = (outcome: Outcome) => hindranceOf({ ...supported, outcome }).kind;
    expect(of({ kind: 'unsent', reason: 'only reading is allowed', withheld: true, ms: 0 })).toBe('option');
    expect(of({ kind: 'lost', reason: 'the budget is spent', withheld: true, ms: 0 })).toBe('option');
    expect(of({ kind: 'unsent', reason: 'a required parameter is missing', ms: 0 })).toBe('transport');
    expect(of({ kind: 'lost', reason: 'no answer within 5 s', ms: 5_000 })).toBe('step');
  });
});
