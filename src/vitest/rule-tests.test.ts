import { describe, expect, test } from 'vitest';
import { conformanceTests } from '../api/conformance.ts';
import { loadContract } from '../contracts/load.ts';
import { FAULTS } from '../reference/faults/index.ts';
import { createReference } from '../reference/reference.ts';
import { handlerTarget } from '../targets/handler.ts';

const contract = loadContract();

/** A reference that has a fault, and how many requests it got. */
function faulty(name?: string) {
  const modifications = FAULTS.filter((fault) => fault.name === name);
  const { handle, state } = createReference({ contract, modifications });
  return { target: handlerTarget(contract, handle), asked: () => state.requests };
}

const ORDER = 'SessionStickinessConfig.IdleTTL.atMost';

describe('rules as tests', () => {
  test('nothing is sent before a test judges', async () => {
    const { target, asked } = faulty();
    const { tests, close } = conformanceTests({ target, rules: ['lifecycle.read.*'] });
    expect(asked()).toBe(0);
    await tests[0]!.judge();
    expect(asked()).toBeGreaterThan(0);
    expect(await close()).toEqual([]);
  });

  test('a broken rule tells the calls that show it, and how to see it again', async () => {
    const { tests } = conformanceTests({ target: faulty('order-check-off').target, rules: [ORDER] });
    const { status, text } = await tests[0]!.judge();
    expect(status).toBe('fail');
    expect(text).toMatch(
      /expected a refusal.*\n.*got the request was accepted \(201\)\n1\. CreateContinuousDeploymentPolicy → 201/,
    );
    expect(text).toContain(`judge ${ORDER} with the seed 1`);
  });

  test('rules that look at the same calls are judged at once', async () => {
    const { target, asked } = faulty();
    const { tests } = conformanceTests({
      target,
      rules: ['continuous-deployment.promote.{copies,keeps,keeps-identity,leaves-staging}'],
    });
    expect(tests).toHaveLength(4);
    await tests[0]!.judge();
    const before = asked();
    for (const one of tests) expect(await one.judge()).toMatchObject({ status: 'pass' });
    expect(asked()).toBe(before);
  });

  test('rules on answers are judged on what the others asked, or else ask a little themselves', async () => {
    const one = conformanceTests({ target: faulty('etag-missing-on-create').target });
    const answers = one.tests.filter(({ name }) => name === 'answer.etag');
    expect(answers).toHaveLength(1);
    expect((await answers[0]!.judge()).status).not.toBe('skip');
  });

  test('a deviation is known until it expires', () => {
    const entry = { rule: 'Session*', reason: 'later', expires: '2031-01-01' };
    const { tests } = conformanceTests({ reference: true, known: [entry], rules: [ORDER] });
    expect(tests[0]!.known).toEqual(entry);
    const over = conformanceTests({ reference: true, known: [{ ...entry, expires: '2001-01-01' }], rules: [ORDER] });
    expect(over.tests[0]!.known).toBeUndefined();
  });

  test('a glob that matches nothing is told with what may be meant', () => {
    expect(() => conformanceTests({ reference: true, rules: ['SessionStickinessConfig.IdleTTL.atmots'] })).toThrow(
      /did you mean/,
    );
  });
});
