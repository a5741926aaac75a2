import { describe, expect, test } from 'vitest';
import type { HttpResponse } from '../src/core/outcome.ts';
import type { RunRecord } from '../src/core/run-record.ts';
import type { Handler } from '../src/core/target.ts';
import { unexplained } from '../src/deviations/explanation.ts';
import { BASES } from '../src/reference/bases.ts';
import type { Modification } from '../src/reference/modification.ts';
import { bodyText, withBody } from '../src/reference/rewriting.ts';
import { requestDecoder } from '../src/wire/decode-request.ts';
import { contract, judge, referenceWith } from './support/judging.ts';

const QUICK = { runs: 2, settle: 50, shrink: false, patience: 500, concurrency: 1 };
const decode = requestDecoder(contract);

/** A reference that answers the successes of some operations in another way. */
function answering(operations: string[], rewrite: (response: HttpResponse) => HttpResponse): Handler {
  const handle = referenceWith();
  return async (request) => {
    const response = await handle(request);
    const { operation = '' } = decode(request);
    return operations.includes(operation) && response.status < 300 ? rewrite(response) : response;
  };
}

const brokenOff = (response: HttpResponse): HttpResponse => withBody(response, bodyText(response).slice(0, -40));
const without =
  (header: string) =>
  ({ headers: { [header]: _, ...headers }, ...rest }: HttpResponse): HttpResponse => ({ ...rest, headers });

const silent = ({ rules }: RunRecord): string[] =>
  rules.filter(({ status, hindrance }) => status === 'skip' && hindrance?.kind !== 'option').map(({ id }) => id);
const failing = ({ rules }: RunRecord): string[] => rules.filter(({ status }) => status === 'fail').map(({ id }) => id);

describe('where a document breaks off, the id comes from Location, the ETag from its header and the rest from a read', () => {
  test.each([
    ['CreateContinuousDeploymentPolicy', ['lifecycle.create.echoes', 'lifecycle.last-modified.agrees']],
    ['UpdateContinuousDeploymentPolicy', ['lifecycle.update.echoes']],
    ['CreateDistribution', []],
    ['CopyDistribution', []],
    ['UpdateDistribution', []],
    ['UpdateDistributionWithStagingConfig', ['continuous-deployment.promote.answer']],
  ])('%s', { timeout: 60_000 }, async (operation, resting) => {
    const record = await judge(answering([operation], brokenOff), '**', QUICK);
    expect([failing(record), silent(record)]).toEqual([['answer.well-formed'], resting]);
    expect(unexplained(record)).toEqual([]);
  });

  test('of a read, all comes from that of the configuration and from the list; nothing is said of the read itself', {
    timeout: 60_000,
  }, async () => {
    const read = 'GetContinuousDeploymentPolicy';
    const record = await judge(answering([read], brokenOff), '**', QUICK);
    expect(failing(record)).toEqual(['answer.well-formed']);
    expect(silent(record).length).toBeLessThan(8);
    const judged = record.rules.filter((rule) => (rule.judged[read] ?? 0) > 0).map(({ id }) => id);
    // What is refused can be read.
    expect(judged).not.toContain('lifecycle.read.after-create');
    expect(judged).toContain('lifecycle.read.unknown-id');
  });

  test('a write that does nothing is not taken for a success, whatever a read shows', async () => {
    const handle = referenceWith();
    const hollow: Handler = async (request) =>
      request.method === 'PUT' ? { status: 200, headers: {}, body: new Uint8Array() } : handle(request);
    const { rules } = await judge(hollow, 'lifecycle.update.{requires-if-match,accepts-fresh-if-match}', QUICK);
    expect(rules.filter(({ status }) => status === 'pass')).toEqual([]);
  });
});

test('an ETag that the responses to writes lack comes from a read; the rules on their own ETags are not judged', {
  timeout: 60_000,
}, async () => {
  const writes = ['CreateContinuousDeploymentPolicy', 'UpdateContinuousDeploymentPolicy'];
  const record = await judge(answering(writes, without('etag')), '**', QUICK);
  expect(failing(record)).toEqual(['answer.etag']);
  expect(silent(record)).toEqual(expect.arrayContaining(['lifecycle.etag.agrees', 'lifecycle.etag.changes']));
  expect(silent(record).length).toBeLessThan(5);
});

const lostInConfigReads: Modification = {
  handle: (next) => async (request) => {
    const response = await next(request);
    return request.path.endsWith('/config') && request.method === 'GET'
      ? withBody(response, bodyText(response).replace(/<Enabled>\w+</, '<Enabled>false<'))
      : response;
  },
};

test('what stands in for a read is blamed under its own name', async () => {
  const base = BASES.find(({ name }) => name === 'no-reads')!;
  const record = await judge(referenceWith(lostInConfigReads, base.modification), 'lifecycle.update.echoes', QUICK);
  const [finding] = record.rules[0]!.findings;
  const operation = 'GetContinuousDeploymentPolicyConfig';
  expect([finding?.operation, finding?.steps.at(-1)?.operation]).toEqual([operation, operation]);
});

describe('an update that is accepted with an answer that nobody can read', () => {
  const UNREAD: HttpResponse = { status: 200, headers: {}, body: new TextEncoder().encode('<Cut') };

  /** Takes a large document for the whole one sent before it. `shows`: whether it still shows the resource afterwards. */
  function oversized(shows: boolean): Handler {
    const handle = referenceWith();
    let whole: Uint8Array | undefined;
    let hidden = '';
    return async (request) => {
      const isLarge = request.body.length > 500_000;
      if (request.method === 'POST' && !isLarge) whole = request.body;
      if (request.method === 'GET' && hidden !== '' && request.path.startsWith(hidden)) return UNREAD;
      if (request.method !== 'PUT' || !isLarge) return handle(request);
      const response = await handle({ ...request, body: whole! });
      if (!shows) hidden = request.path.replace(/\/config$/, '');
      return response.status < 300 ? UNREAD : response;
    };
  }

  test.each([
    ['reads', true],
    ['no read that can be read either', false],
  ])('says nothing against the next one: %s', async (_, shows) => {
    const id = 'wire.survives-deep-nesting';
    const options = { ...QUICK, phases: ['malformed' as const] };
    const record = await judge(oversized(shows), `{${id},lifecycle.update.accepts-supported}`, options);
    const rule = record.rules.find((one) => one.id === id)!;
    expect(rule.findings).toEqual([]);
    expect(rule.judged.UpdateContinuousDeploymentPolicy).toBeGreaterThan(0);
  });
});
