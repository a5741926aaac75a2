import { describe, expect, test } from 'vitest';
import type { HttpRequest, HttpResponse } from '../src/core/outcome.ts';
import type { Handler } from '../src/core/target.ts';
import { stateOf } from '../src/run/preflight.ts';
import { requestDecoder } from '../src/wire/decode-request.ts';
import { outcomeReader } from '../src/wire/outcome.ts';
import { ABSENT, PRESENT } from './support/absence.ts';
import { contract, judge, referenceWith } from './support/judging.ts';

const GET = 'GetContinuousDeploymentPolicy';
const NOT_FOUND = 'NoSuchContinuousDeploymentPolicy';
const QUICK = { runs: 1, settle: 0, shrink: false, patience: 200, concurrency: 1 };
const decode = requestDecoder(contract);
const read = outcomeReader(contract);
const request: HttpRequest = { method: 'GET', path: '/', headers: {}, body: new Uint8Array() };

/** A reference that answers some requests of one operation in another way. */
const answering =
  (operation: string, rewrite: (response: HttpResponse) => HttpResponse): Handler =>
  async (asked) => {
    const response = await referenceOf(asked);
    return decode(asked).operation === operation ? rewrite(response) : response;
  };

let referenceOf: Handler;
const stateIn = async (operation: string, rewrite: (response: HttpResponse) => HttpResponse, rules: string) => {
  referenceOf = referenceWith();
  const record = await judge(answering(operation, rewrite), rules, QUICK);
  const missing = record.preflight.filter(({ state }) => state === 'missing').map((one) => one.operation);
  return { missing, state: record.preflight.find((one) => one.operation === operation)?.state };
};

describe('an operation is absent that is answered with', () => {
  test.each(ABSENT)('%s', (_, response) => {
    const { state } = stateOf(contract, contract.operations[GET]!, read(GET, request, response, 1));
    expect(state).toBe('missing');
  });

  test.each(ABSENT)('%s, in a run: it and no other', { timeout: 30_000 }, async (_, response) => {
    for (const operation of [GET, 'GetContinuousDeploymentPolicyConfig', 'UpdateContinuousDeploymentPolicy']) {
      const { missing } = await stateIn(operation, () => response, 'lifecycle.{read,update}.*');
      expect(missing).toEqual([operation]);
    }
  });
});

describe('an operation is there that answers what does not exist with the right code in', () => {
  test.each(PRESENT)('%s', (_, response) => {
    const { state } = stateOf(contract, contract.operations[GET]!, read(GET, request, response(NOT_FOUND), 1));
    expect(state).toBe('implemented');
  });

  test.each(PRESENT)('%s, in a run', { timeout: 30_000 }, async (_, response) => {
    const found = await stateIn(
      GET,
      (own) => (own.status === 404 ? response(NOT_FOUND) : own),
      'lifecycle.read.{after-create,unknown-id}',
    );
    expect(found).toEqual({ missing: [], state: 'implemented' });
  });
});

test('a wrong code, or none, for an unknown id alone is no absent operation', { timeout: 30_000 }, async () => {
  for (const [, response] of ABSENT) {
    const found = await stateIn(GET, (own) => (own.status === 404 ? response : own), 'lifecycle.read.after-create');
    expect(found).toEqual({ missing: [], state: 'implemented' });
  }
});
