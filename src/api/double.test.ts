import fc from 'fast-check';
import nock from 'nock';
import { afterAll, describe, expect, test } from 'vitest';
import type { Planned } from '../double/disturbance.ts';
import { conversation, installDouble, throughNock } from './double.ts';

const POLICIES = 'https://cloudfront.amazonaws.com/2020-05-31/continuous-deployment-policy';

afterAll(() => nock.restore());

test('behind nock, code that calls the service itself is judged', async () => {
  const { double, uninstall } = installDouble(nock);
  const response = await fetch(POLICIES);
  uninstall();
  expect(response.status).toBe(200);
  expect(double.report().violations.map(({ rule }) => rule)).toEqual(['request.signature']);
});

describe('a conversation through nock', () => {
  /** Lists the policies; a second time where the connection broke. */
  const lists = async () => {
    const answer = await fetch(POLICIES).catch(() => fetch(POLICIES));
    const text = await answer.text();
    if (!answer.ok) throw new Error(text);
    return text;
  };
  const { conforms, ends } = conversation(lists, fc.constant(undefined), { connect: throughNock(nock), signed: false });

  test('reaches the wrapper', async () => {
    await expect(fc.check(conforms.property, { numRuns: 20 })).resolves.toMatchObject({ failed: false, numRuns: 20 });
  });

  test('a reset reaches it as a broken connection', async () => {
    const reset: Planned = { at: 1, times: 1, disturbance: { kind: 'reset', done: false } };
    await ends.predicate(undefined, [reset]);
    await expect(ends.predicate(undefined, [{ ...reset, times: 3 }])).resolves.toBeUndefined();
  });
});
