import { beforeEach, describe, expect, test } from 'vitest';
import { loadContract } from '../../contracts/load.ts';
import type { JsonObject } from '../../core/json.ts';
import type { ViewerAnswer } from '../../core/traffic.ts';
import { caller } from '../caller.ts';
import { createReference } from '../reference.ts';
import { serve } from '../serve.ts';
import { createEdge } from './edge.ts';
import { edgeHandler } from './handler.ts';

const contract = loadContract();
const NAME = 'aws-cf-cd-test';
const sticky = (weight: number, idle = 300, maximum = 600): JsonObject => ({
  Type: 'SingleWeight',
  SingleWeightConfig: { Weight: weight, SessionStickinessConfig: { IdleTTL: idle, MaximumTTL: maximum } },
});
const byHeader: JsonObject = { Type: 'SingleHeader', SingleHeaderConfig: { Header: NAME, Value: 'yes' } };

let now: number;
let reference: ReturnType<typeof createReference>;
let call: (operation: string, input: JsonObject) => Promise<JsonObject>;
let edge: ReturnType<typeof createEdge>;

beforeEach(() => {
  now = Date.UTC(2030, 0, 1);
  reference = createReference({ contract, now: () => new Date(now) });
  const send = caller(contract, reference.handle);
  call = async (operation, input) => {
    const outcome = await send(operation, input);
    if (outcome.kind !== 'response') throw new Error(`${operation}: ${JSON.stringify(outcome)}`);
    return outcome.output;
  };
  edge = createEdge({ state: reference.state, seed: 1 });
});

/** A primary distribution with an alias, its staging copy and a policy between them. */
async function attach(TrafficConfig: JsonObject): Promise<{ primary: string; staging: string; policyId: string }> {
  const minimal = contract.resources.Distribution!.minimal as JsonObject;
  const config = {
    ...minimal,
    CallerReference: 'primary',
    Staging: false,
    Aliases: { Quantity: 1, Items: ['www.example.com'] },
  };
  const created = await call('CreateDistribution', { DistributionConfig: config });
  const { Id, DomainName: primary } = created.Distribution as JsonObject;
  const copied = await call('CopyDistribution', {
    PrimaryDistributionId: Id,
    IfMatch: created.ETag,
    CallerReference: 'staging',
    Staging: true,
  });
  const { DomainName: staging } = copied.Distribution as JsonObject;
  const made = await call('CreateContinuousDeploymentPolicy', {
    ContinuousDeploymentPolicyConfig: {
      StagingDistributionDnsNames: { Quantity: 1, Items: [staging!] },
      Enabled: true,
      TrafficConfig,
    },
  });
  const { Id: policyId } = made.ContinuousDeploymentPolicy as JsonObject;
  await call('UpdateDistribution', {
    Id,
    IfMatch: created.ETag,
    DistributionConfig: { ...config, ContinuousDeploymentPolicyId: policyId },
  });
  return { primary: String(primary), staging: String(staging), policyId: String(policyId) };
}

const ask = (host: string, headers: Record<string, string> = {}): ViewerAnswer =>
  edge({ host, path: '/', headers, address: '10.0.0.1', at: now });

/** The cookie that an answer sets, as the viewer sends it back. */
const cookieOf = ({ cookies }: ViewerAnswer): Record<string, string> => ({ cookie: cookies[0]!.split(';')[0]! });

describe('the reference edge', () => {
  test('sends the header with its value to staging and all else to the primary, under every name of the primary', async () => {
    const { primary } = await attach(byHeader);
    for (const host of [primary, 'www.example.com', 'WWW.EXAMPLE.COM']) {
      expect(ask(host, { 'AWS-CF-CD-Test': 'yes' }).served).toBe('staging');
      expect(ask(host, { [NAME]: 'no' }).served).toBe('primary');
      expect(ask(host).served).toBe('primary');
    }
  });

  test('tells which distribution served', async () => {
    const { primary } = await attach(byHeader);
    const [one, other] = [ask(primary), ask(primary, { [NAME]: 'yes' })];
    expect([one.headers['x-served-by'], other.headers['x-served-by']]).toEqual(['primary', 'staging']);
    expect(one.headers['x-distribution']).not.toBe(other.headers['x-distribution']);
  });

  test('refuses a staging distribution by its own name, and names that it does not know', async () => {
    const { staging } = await attach(byHeader);
    expect(ask(staging, { [NAME]: 'yes' })).toMatchObject({ served: 'neither', status: 403 });
    expect(ask('nowhere.example.com')).toMatchObject({ served: 'neither', status: 403 });
  });

  test('keeps a session until no request came for IdleTTL', async () => {
    const { primary } = await attach(sticky(0.15));
    let answer = ask(primary);
    for (let tries = 0; answer.served !== 'staging' && tries < 200; tries++) answer = ask(primary);
    for (const wait of [0, 299_999]) {
      now += wait;
      answer = ask(primary, cookieOf(answer));
      expect(answer.served).toBe('staging');
    }
    now += 300_000;
    const sides = Array.from({ length: 60 }, () => ask(primary, cookieOf(answer)).served);
    expect(new Set(sides)).toContain('primary');
  });

  test('ends a session at MaximumTTL however many requests come', async () => {
    const { primary } = await attach(sticky(0.15, 300, 400));
    let answer = ask(primary);
    for (let tries = 0; answer.served !== 'staging' && tries < 200; tries++) answer = ask(primary);
    now += 200_000;
    answer = ask(primary, cookieOf(answer));
    expect(answer.cookies[0]).toContain('Max-Age=200;');
    now += 199_999;
    expect(ask(primary, cookieOf(answer)).served).toBe('staging');
    now += 1;
    expect(Array.from({ length: 60 }, () => ask(primary, cookieOf(answer)).served)).toContain('primary');
  });

  test('takes a cookie that it did not set for none', async () => {
    const { primary } = await attach(sticky(0.15));
    for (const cookie of ['continuous-deployment-session=s.1.1', 'continuous-deployment-session=', 'x=;;=', 's.1'])
      expect(['primary', 'staging']).toContain(ask(primary, { cookie }).served);
  });

  test('answers over HTTP by the Host header', async () => {
    const { primary } = await attach(byHeader);
    const served = await serve({ handle: edgeHandler(edge, () => new Date(now)) });
    try {
      const answer = await fetch(served.url, { headers: { host: primary, [NAME]: 'yes' } });
      // fetch sets Host itself, so that the name can't be known.
      expect(answer.status).toBe(403);
      const { Client } = await import('undici');
      const client = new Client(served.url);
      const { statusCode, headers, body } = await client.request({
        method: 'GET',
        path: '/',
        headers: { host: primary, [NAME]: 'yes' },
      });
      expect([statusCode, headers['x-served-by'], await body.text()]).toEqual([200, 'staging', 'staging\n']);
      await client.close();
    } finally {
      await served.close();
    }
  });
});
