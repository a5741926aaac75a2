import { gzipSync } from 'node:zlib';
import { CloudFrontClient } from '@aws-sdk/client-cloudfront';
import { afterEach, describe, expect, test } from 'vitest';
import { loadContract } from '../contracts/load.ts';
import type { HttpResponse, Outcome } from '../core/outcome.ts';
import type { Handler, Target } from '../core/target.ts';
import { createReference } from '../reference/reference.ts';
import { type Served, serve } from '../reference/serve.ts';
import { moduleTarget } from './module.ts';
import { sdkTarget } from './sdk.ts';

const contract = loadContract();
const READ = { operation: 'GetContinuousDeploymentPolicy', input: { Id: 'some' } };
const DISABLED = {
  operation: 'CreateContinuousDeploymentPolicy',
  input: {
    ContinuousDeploymentPolicyConfig: {
      StagingDistributionDnsNames: { Quantity: 1, Items: ['d111111abcdef80.cloudfront.net'] },
      Enabled: false,
      TrafficConfig: { SingleWeightConfig: { Weight: 0.1 }, Type: 'SingleWeight' },
    },
  },
};

let served: Served;
let target: Target;

afterEach(async () => {
  await target.close();
  await served?.close();
});

async function throughSdk(handle: Handler, headers?: Record<string, string>): Promise<Target> {
  served = await serve({ handle });
  const options = { url: new URL(served.url), timeout: 500, ...(headers ? { headers } : {}) };
  return (target = await sdkTarget(contract, options));
}

const answering =
  (status: number, body: string, headers: Record<string, string> = {}): Handler =>
  async () =>
    ({ status, headers, body: new TextEncoder().encode(body) }) satisfies HttpResponse;

describe('through the SDK', () => {
  test('an output has plain JSON, and the exchange is told as it was, without its signature', async () => {
    const { call } = await throughSdk(createReference({ contract }).handle, { 'x-key': 'hunter2hunter2' });
    const outcome = await call(DISABLED);
    expect(outcome).toMatchObject({
      kind: 'response',
      status: 201,
      headers: { etag: expect.any(String) },
      output: {
        ETag: expect.any(String),
        ContinuousDeploymentPolicy: { LastModifiedTime: expect.stringMatching(/^\d{4}-.*Z$/) },
      },
    });
    const { request } = outcome.exchange!;
    expect(Buffer.from(request.body).toString()).toContain('<Weight>0.1</Weight>');
    expect(request.headers.authorization).toBe('REMOVED/us-east-1/cloudfront');
    expect(request.headers['x-key']).toBe('REMOVED');
  });

  test('a refusal has the code, the status and the request id of the service', async () => {
    const { call } = await throughSdk(createReference({ contract }).handle);
    expect(await call(READ)).toMatchObject({
      kind: 'refused',
      status: 404,
      error: { code: 'NoSuchContinuousDeploymentPolicy', type: 'Sender', requestId: expect.stringMatching(/./) },
    });
  });

  const ENVELOPE = '<Error><Code>NoSuchContinuousDeploymentPolicy</Code></Error>';

  test('a compressed answer is read, although it was asked for plainly', async () => {
    let asked: string | undefined;
    const { call } = await throughSdk(async ({ headers }) => {
      asked = headers['accept-encoding'];
      const body = gzipSync(`<ErrorResponse>${ENVELOPE}</ErrorResponse>`);
      return { status: 404, headers: { 'content-encoding': 'gzip' }, body };
    });
    const outcome = await call(READ);
    expect(outcome).toMatchObject({ kind: 'refused', error: { code: 'NoSuchContinuousDeploymentPolicy' } });
    expect(outcome).not.toHaveProperty('defects');
    expect(asked).toBe('identity');
  });

  test('the defects of a document are told, whether or not the SDK can read it', async () => {
    const { call } = await throughSdk(answering(404, ENVELOPE));
    expect(await call(READ)).toMatchObject({
      kind: 'refused',
      error: { code: 'NoSuchContinuousDeploymentPolicy' },
      defects: [{ name: 'no-error-response' }],
    });
  });

  test('what the SDK refuses by itself is unsent', async () => {
    let requests = 0;
    const { call } = await throughSdk(async () => {
      requests++;
      return { status: 500, headers: {}, body: new Uint8Array(0) };
    });
    expect(await call({ operation: READ.operation, input: {} })).toMatchObject({
      kind: 'unsent',
      reason: expect.stringContaining('Id'),
    });
    expect(requests).toBe(0);
  });

  test.each<[string, Handler, Partial<Outcome>]>([
    ['HTML', answering(502, '<html><body>Bad gateway'), { kind: 'unreadable', status: 502 }],
    ['no XML where XML is due', answering(200, '{"a":'), { kind: 'unreadable', status: 200 }],
    ['nothing', () => new Promise(() => {}), { kind: 'lost' }],
  ])('%s is no refusal', async (_, handle, expected) => {
    const { call } = await throughSdk(handle);
    expect(await call(READ)).toMatchObject(expected);
  });

  test('a ready client is used as it is, and stays open', async () => {
    served = await serve(createReference({ contract }));
    const client = new CloudFrontClient({
      endpoint: served.url,
      region: 'us-east-1',
      credentials: { accessKeyId: 'mine', secretAccessKey: 'mine' },
    });
    target = await sdkTarget(contract, { client });
    await target.close();
    expect(await target.call(READ)).toMatchObject({ kind: 'refused', status: 404 });
    client.destroy();
  });
});

describe('through a module', () => {
  const outcomeOf = async (getContinuousDeploymentPolicy: (input: object) => unknown): Promise<Outcome> => {
    target = moduleTarget(contract, { getContinuousDeploymentPolicy }, { timeout: 100 });
    return target.call(READ);
  };
  const failing = (error: unknown) => () => {
    throw error;
  };

  test('what it lacks is not implemented', async () => {
    target = moduleTarget(contract, {});
    expect(await target.call(READ)).toMatchObject({
      kind: 'unsent',
      reason: 'not implemented: the module has no getContinuousDeploymentPolicy',
    });
  });

  test('a success has the documented status where it tells none', async () => {
    expect(await outcomeOf(() => ({ ETag: 'E1' }))).toMatchObject({ kind: 'response', status: 200 });
    expect(await outcomeOf(() => ({ $metadata: { httpStatusCode: 202 } }))).toMatchObject({ status: 202, output: {} });
  });

  test.each([
    ['name', Object.assign(new Error('none'), { name: 'NoSuchContinuousDeploymentPolicy' })],
    ['Code', Object.assign(new Error('none'), { Code: 'NoSuchContinuousDeploymentPolicy' })],
    ['code, of no Error', { code: 'NoSuchContinuousDeploymentPolicy', message: 'none' }],
  ])('an error counts by its %s, with the documented status', async (_, error) => {
    expect(await outcomeOf(failing(error))).toMatchObject({
      kind: 'refused',
      status: 404,
      error: { code: 'NoSuchContinuousDeploymentPolicy', message: 'none' },
    });
  });

  test.each<[string, unknown, Outcome['kind']]>([
    ['an error of the program itself', new TypeError('no such function'), 'unsent'],
    ['a text', 'no', 'unsent'],
    ['an error of the network', Object.assign(new Error('gone'), { code: 'ECONNRESET' }), 'lost'],
    ['an unknown code with a status', { name: 'MalformedXML', $metadata: { httpStatusCode: 400 } }, 'refused'],
  ])('%s thrown is %s', async (_, error, kind) => {
    expect((await outcomeOf(failing(error))).kind).toBe(kind);
  });

  test('what never comes is lost after the timeout', async () => {
    expect(await outcomeOf(() => new Promise(() => {}))).toMatchObject({
      kind: 'lost',
      reason: 'no answer within 0.1 s',
    });
  });

  test('it can keep or change its input without harm', async () => {
    const input = { Id: 'some' };
    target = moduleTarget(contract, {
      getContinuousDeploymentPolicy(given: { Id?: string }) {
        delete given.Id;
      },
    });
    await target.call({ operation: READ.operation, input });
    expect(input).toEqual({ Id: 'some' });
  });

  test('closing it closes the module where that can be closed', async () => {
    let closed = 0;
    const wrapper = {
      open: true,
      close() {
        closed += Number(this.open);
      },
    };
    target = moduleTarget(contract, wrapper);
    await target.close();
    expect(closed).toBe(1);
    await expect(moduleTarget(contract, {}).close()).resolves.toBeUndefined();
  });

  test('what is no function is not implemented', async () => {
    target = moduleTarget(contract, { getContinuousDeploymentPolicy: 'soon' });
    expect(await target.call(READ)).toMatchObject({
      kind: 'unsent',
      reason: expect.stringContaining('not implemented'),
    });
    expect(target.wire).toBe(false);
  });

  test('it takes the time that the call takes', async () => {
    const outcome = await outcomeOf(() => new Promise((resolve) => setTimeout(() => resolve({}), 20)));
    expect(outcome.ms).toBeGreaterThan(10);
    expect(outcome.ms).toBeLessThan(5_000);
  });
});
