import { describe, expect, test } from 'vitest';
import { loadContract } from '../contracts/load.ts';
import type { Outcome } from '../core/outcome.ts';
import { SkipError } from '../core/test-context.ts';
import { accepted, circumstantial, outcomeText, refused, rejectCircumstantial } from './expect.ts';
import { isServerError } from './server-error.ts';

const contract = loadContract();
const response: Outcome = { kind: 'response', status: 201, headers: {}, output: {}, ms: 1 };
const refusal = (status: number, code = 'InvalidArgument'): Outcome => ({
  kind: 'refused',
  status,
  headers: {},
  error: { code },
  ms: 1,
});
const unreadable = (status?: number): Outcome => ({
  kind: 'unreadable',
  ...(status === undefined ? {} : { status }),
  reason: 'no XML',
  ms: 1,
});
const lost: Outcome = { kind: 'lost', reason: 'connection reset', ms: 1 };
const unsent: Outcome = { kind: 'unsent', reason: 'Id is missing', ms: 0 };

describe('what an outcome is', () => {
  test.each<[string, Outcome, { accepted: boolean; refused: boolean; failed: boolean }]>([
    ['a success', response, { accepted: true, refused: false, failed: false }],
    ['a success with an unreadable document', unreadable(200), { accepted: true, refused: false, failed: false }],
    ['the last success', unreadable(299), { accepted: true, refused: false, failed: false }],
    ['an interim answer', unreadable(199), { accepted: false, refused: false, failed: false }],
    ['a redirection', unreadable(300), { accepted: false, refused: false, failed: false }],
    ['the last redirection', unreadable(399), { accepted: false, refused: false, failed: false }],
    ['an unreadable refusal', unreadable(400), { accepted: false, refused: true, failed: false }],
    ['an unreadable failure', unreadable(500), { accepted: false, refused: true, failed: true }],
    ['what is no HTTP', unreadable(), { accepted: false, refused: false, failed: false }],
    ['a refusal', refusal(400), { accepted: false, refused: true, failed: false }],
    ['499', refusal(499), { accepted: false, refused: true, failed: false }],
    ['500', refusal(500), { accepted: false, refused: true, failed: true }],
    ['501, which is not a failure', refusal(501), { accepted: false, refused: true, failed: false }],
    ['503', refusal(503), { accepted: false, refused: true, failed: true }],
    ['505, which is not a failure', refusal(505), { accepted: false, refused: true, failed: false }],
    ['no answer', lost, { accepted: false, refused: false, failed: false }],
    ['a call that was not sent', unsent, { accepted: false, refused: false, failed: false }],
  ])('%s', (_, outcome, is) => {
    expect({ accepted: accepted(outcome), refused: refused(outcome), failed: isServerError(outcome) }).toEqual(is);
  });
});

test.each<[Outcome, string]>([
  [response, '201'],
  [refusal(400), '400 InvalidArgument'],
  [unsent, 'not sent: Id is missing'],
  [unreadable(200), 'no XML'],
  [lost, 'no answer: connection reset'],
  [{ ...lost, reason: 'no answer within 1 s' } as Outcome, 'no answer within 1 s'],
])('%j is told in a few words', (outcome, text) => expect(outcomeText(outcome)).toBe(text));

describe('a refusal that says nothing of the input', () => {
  test.each([
    ['a quota', 'TooManyContinuousDeploymentPolicies'],
    ['a resource that is already there', 'ContinuousDeploymentPolicyAlreadyExists'],
    ['a name that something else uses', 'StagingDistributionInUse'],
  ])('is %s', (_, code) => {
    expect(circumstantial(contract, refusal(409, code))).toBe(true);
    expect(() => rejectCircumstantial(contract, 'PlantTree', refusal(409, code))).toThrow(SkipError);
  });

  test('is no other refusal, and no outcome of another kind', () => {
    for (const outcome of [
      refusal(400),
      refusal(404, 'NoSuchContinuousDeploymentPolicy'),
      response,
      lost,
      unreadable(409),
    ])
      expect([circumstantial(contract, outcome), rejectCircumstantial(contract, 'PlantTree', outcome)]).toEqual([
        false,
        undefined,
      ]);
  });

  test('leaves a rule unjudged, and names the call', () => {
    const caught = ((): unknown => {
      try {
        return rejectCircumstantial(contract, 'PlantTree', refusal(409, 'StagingDistributionInUse'));
      } catch (error) {
        return error;
      }
    })();
    expect(caught).toMatchObject({
      message: 'PlantTree was refused for another reason: 409 StagingDistributionInUse',
      hindrance: { kind: 'step', operation: 'PlantTree', outcome: '409 StagingDistributionInUse' },
    });
  });
});
