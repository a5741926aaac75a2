import { describe, expect, test } from 'vitest';
import { loadContract } from '../../contracts/load.ts';
import type { JsonObject } from '../../core/json.ts';
import type { Outcome } from '../../core/outcome.ts';
import type { Call } from '../../core/target.ts';
import { minimalExample } from '../../schema/arbitrary.ts';
import { createClassifier } from '../../schema/classifier.ts';
import { answerRules } from './index.ts';

const contract = loadContract();
const certify = createClassifier(contract);
const CREATE = 'CreateContinuousDeploymentPolicy';
const supported = minimalExample(contract, 'CreateContinuousDeploymentPolicyRequest');

const refused = (status: number, code: string): Outcome => ({
  kind: 'refused',
  status,
  headers: {},
  error: { code },
  ms: 1,
});
const unreadable = (status: number): Outcome => ({ kind: 'unreadable', status, headers: {}, reason: 'HTML', ms: 1 });

/** What a rule says of an answer: `holds`, `broken`, or nothing. */
function verdict(id: string, outcome: Outcome, call: Partial<Call> = {}): 'holds' | 'broken' | undefined {
  const rule = answerRules(contract).find((one) => one.id === id)!;
  const whole = { operation: CREATE, input: supported, ...call };
  const said = rule.judge(whole, outcome, certify(whole.operation, whole.input));
  return typeof said === 'object' ? 'broken' : said;
}

describe('the code for a wrong count', () => {
  const counted = (names: JsonObject): Partial<Call> => ({
    input: {
      ContinuousDeploymentPolicyConfig: {
        ...(supported.ContinuousDeploymentPolicyConfig as JsonObject),
        StagingDistributionDnsNames: names,
      },
    },
  });
  const items = { Items: ['d111111abcdef8.cloudfront.net'] };

  test.each([2, 1000])('is judged where %d stands beside one item', (Quantity) => {
    expect(verdict('refusal.countOf', refused(400, 'InvalidArgument'), counted({ Quantity, ...items }))).toBe('broken');
    expect(verdict('refusal.countOf', refused(400, 'InconsistentQuantities'), counted({ Quantity, ...items }))).toBe(
      'holds',
    );
  });

  test.each<[string, JsonObject]>([
    ['is negative', { Quantity: -1, ...items }],
    ['is zero', { Quantity: 0, ...items }],
    ['stands alone', { Quantity: 1 }],
    ['counts an empty list', { Quantity: 1, Items: [] }],
  ])('is not judged where the count %s', (_, names) => {
    expect(verdict('refusal.countOf', refused(400, 'InvalidArgument'), counted(names))).toBeUndefined();
  });
});

test.each([
  'StagingDistributionInUse',
  'ContinuousDeploymentPolicyAlreadyExists',
  'TooManyContinuousDeploymentPolicies',
])('%s is no code for what is wrong in the input, and is not judged as one', (code) => {
  const { Enabled: _, ...config } = supported.ContinuousDeploymentPolicyConfig as JsonObject;
  const call = { input: { ContinuousDeploymentPolicyConfig: config } };
  expect(verdict('refusal.required', refused(409, code), call)).toBeUndefined();
  expect(verdict('refusal.required', refused(404, 'NoSuchDistribution'), call)).toBeUndefined();
  expect(verdict('refusal.required', refused(403, 'AccessDenied'), call)).toBe('broken');
});

describe('an answer of the HTTP layer', () => {
  const wire: Partial<Call> = { wire: (request) => request };

  test.each([301, 308, 404, 405, 411, 413, 414, 415, 431])('%d to a malformed request is not judged', (status) => {
    expect(verdict('answer.error-envelope', unreadable(status), wire)).toBeUndefined();
    expect(verdict('answer.readable', unreadable(status), wire)).toBeUndefined();
  });

  test('is judged where the request was whole, and any other where it was not', () => {
    expect(verdict('answer.error-envelope', unreadable(404))).toBe('broken');
    expect(verdict('answer.readable', unreadable(301))).toBe('broken');
    expect(verdict('answer.error-envelope', unreadable(400), wire)).toBe('broken');
    expect(verdict('answer.readable', unreadable(200), wire)).toBe('broken');
  });
});

describe('an answer to a request that is not for the operation', () => {
  const sentTo = (method: string, path: string, outcome: Outcome): Outcome => ({
    ...outcome,
    exchange: { request: { method, path, headers: {}, body: new Uint8Array(0) } },
  });
  const wire: Partial<Call> = { wire: (request) => request };
  const PATH = '/base/2020-05-31/continuous-deployment-policy';

  test.each([
    ['a slash at the end of its path', 'POST', `${PATH}/`],
    ['another path', 'POST', `${PATH}-x`],
    ['another method', 'PATCH', PATH],
  ])('for %s is not judged', (_, method, path) => {
    for (const rule of ['answer.error-envelope', 'answer.readable', 'answer.content-type', 'answer.well-formed'])
      for (const status of [200, 400, 403])
        expect(verdict(rule, sentTo(method, path, unreadable(status)), wire)).toBeUndefined();
    expect(verdict('answer.error-known', sentTo(method, path, refused(400, 'NoSuchBucket')), wire)).toBeUndefined();
    expect(verdict('answer.no-server-error', sentTo(method, path, unreadable(500)), wire)).toBe('broken');
  });

  test('is judged where it is for the operation after all, or whole', () => {
    expect(verdict('answer.error-envelope', sentTo('POST', PATH, unreadable(400)), wire)).toBe('broken');
    expect(verdict('answer.error-envelope', sentTo('POST', `${PATH}?a=b`, unreadable(400)), wire)).toBe('broken');
    expect(verdict('answer.error-envelope', sentTo('POST', `${PATH}/`, unreadable(400)))).toBe('broken');
  });
});

describe('a server error', () => {
  test.each([500, 502, 503, 504, 599])('%d is one', (status) => {
    expect(verdict('answer.no-server-error', unreadable(status))).toBe('broken');
  });

  test.each([501, 505, 400, 200])('%d is none', (status) => {
    expect(verdict('answer.no-server-error', unreadable(status))).toBe('holds');
  });
});

describe('the form of an answer', () => {
  const read = (config: JsonObject): ReturnType<typeof verdict> =>
    verdict(
      'answer.matches-schema',
      {
        kind: 'response',
        status: 200,
        headers: {},
        output: {
          ContinuousDeploymentPolicy: {
            Id: 'a',
            LastModifiedTime: '2030-01-01T00:00:00Z',
            ContinuousDeploymentPolicyConfig: config,
          },
        },
        ms: 1,
      },
      { operation: 'GetContinuousDeploymentPolicy', input: { Id: 'a' } },
    );
  const names = { Quantity: 1, Items: ['d111111abcdef8.cloudfront.net'] };
  const traffic = (weight: JsonObject): JsonObject => ({
    StagingDistributionDnsNames: names,
    Enabled: true,
    TrafficConfig: { Type: 'SingleWeight', SingleWeightConfig: weight },
  });

  test('is members and their types', () => {
    expect(read(traffic({ Weight: 0.1 }))).toBe('holds');
    expect(read(traffic({}))).toBe('broken');
    expect(read(traffic({ Weight: 'much' }))).toBe('broken');
  });

  test('has no bounds: what an account holds may be older than they are', () => {
    expect(read(traffic({ Weight: 0.5 }))).toBe('holds');
    expect(read({ ...traffic({ Weight: 0.1 }), StagingDistributionDnsNames: { ...names, Quantity: 2 } })).toBe('holds');
  });

  const rule = answerRules(contract).find(({ id }) => id === 'answer.matches-schema')!;
  const said = (operation: string, input: JsonObject, output: JsonObject): ReturnType<typeof rule.judge> =>
    rule.judge(
      { operation, input },
      { kind: 'response', status: 200, headers: {}, output, ms: 1 },
      certify(operation, input),
    );
  const created = (change: JsonObject): ReturnType<typeof rule.judge> => {
    const ContinuousDeploymentPolicyConfig = {
      ...(supported.ContinuousDeploymentPolicyConfig as JsonObject),
      ...change,
    };
    const LastModifiedTime = '2030-01-01T00:00:00Z';
    return said(CREATE, supported, {
      ContinuousDeploymentPolicy: { Id: 'a', LastModifiedTime, ContinuousDeploymentPolicyConfig },
    });
  };
  const config = 'ContinuousDeploymentPolicy.ContinuousDeploymentPolicyConfig';

  test('is told by the member that is missing', () => {
    const operation = CREATE;
    const place = 'ContinuousDeploymentPolicyConfig.Enabled';
    expect(created({ Enabled: undefined })).toEqual({
      expected: `${config} with Enabled, which is required`,
      actual: `${config} has no Enabled`,
      differences: [{ kind: 'loses', operation, view: 'answer', place }],
    });
  });

  test('is told by the member that is of another type', () => {
    expect(created({ Enabled: 'perhaps' })).toMatchObject({
      expected: `${config}.Enabled must be a boolean`,
      actual: 'Enabled is "perhaps"',
    });
    expect(created({ StagingDistributionDnsNames: 'none' })).toMatchObject({
      actual: 'StagingDistributionDnsNames is "none"',
    });
  });

  test('is told by the constraint that excludes a value which was not sent', () => {
    const SingleWeightConfig = { Weight: 0.001 };
    const beside = { Type: 'SingleWeight', SingleWeightConfig, SingleHeaderConfig: { Header: '', Value: '' } };
    expect(created({ TrafficConfig: beside })).toMatchObject({
      expected: `${config}.TrafficConfig.SingleHeaderConfig.Header must contain the prefix aws-cf-cd-`,
      actual: 'Header is ""',
    });
    const SessionStickinessConfig = { IdleTTL: 0, MaximumTTL: 0 };
    const filled = { Type: 'SingleWeight', SingleWeightConfig: { ...SingleWeightConfig, SessionStickinessConfig } };
    expect(created({ TrafficConfig: filled })).toMatchObject({ actual: 'IdleTTL is 0' });
  });

  test('leaves a value that was sent, and an optional one that is empty, to others', () => {
    expect(created({ TrafficConfig: { Type: 'SingleWeight', SingleWeightConfig: { Weight: 5 } } })).toBe('holds');
    expect(created({ TrafficConfig: undefined })).toBe('holds');
  });

  test('is that of its types whatever a query asks for', () => {
    const list = (MaxItems: number): ReturnType<typeof rule.judge> =>
      said(
        'ListContinuousDeploymentPolicies',
        { MaxItems },
        { ContinuousDeploymentPolicyList: { MaxItems, Quantity: 0 } },
      );
    expect(list(0.5)).toMatchObject({
      expected: 'ContinuousDeploymentPolicyList.MaxItems must be an integer',
      actual: 'MaxItems is 0.5',
    });
    expect([list(5), list(-1)]).toEqual(['holds', 'holds']);
  });
});
