import { beforeEach, describe, expect, test } from 'vitest';
import { loadContract } from '../contracts/load.ts';
import type { JsonObject } from '../core/json.ts';
import type { HttpRequest } from '../core/outcome.ts';
import { createReference } from '../reference/reference.ts';
import { encoder } from '../wire/encode.ts';
import { outcomeReader } from '../wire/outcome.ts';
import { DUMMY_CREDENTIALS, sign } from '../wire/sigv4.ts';
import type { Planned } from './disturbance.ts';
import { createDouble, type Double, type DoubleOptions } from './double.ts';

const contract = loadContract();
const encode = encoder(contract);
const read = outcomeReader(contract);

let double: Double;
const begin = (options: Partial<DoubleOptions> = {}): void => {
  const service = () => createReference({ contract }).handle;
  double = createDouble({ contract, service, signed: false, ...options });
};
beforeEach(() => begin());

/** Sends a call, bent at will on the way. */
async function send(operation: string, input: JsonObject, bend = (request: HttpRequest) => request) {
  const encoded = encode(operation, input);
  if ('unsent' in encoded) throw new Error(encoded.unsent);
  const request = bend(encoded.request);
  return read(operation, request, await double.handle(request), 0);
}

const raw = (method: string, path: string, body = '', headers: Record<string, string> = {}) =>
  double.handle({ method, path, headers, body: new TextEncoder().encode(body) });

const rules = (): string[] => double.report().violations.map(({ rule }) => rule);
const opened = (): string[] => double.report().open.map(({ rule }) => rule);

const NAME = 'd111111abcdef8.cloudfront.net';
const policy = (more: JsonObject = {}, weight: JsonObject = { Weight: 0.1 }): JsonObject => ({
  ContinuousDeploymentPolicyConfig: {
    StagingDistributionDnsNames: { Quantity: 1, Items: [NAME] },
    Enabled: true,
    TrafficConfig: { Type: 'SingleWeight', SingleWeightConfig: weight },
    ...more,
  },
});

/** A policy that the wrapper made: its id and ETag. */
async function made(): Promise<{ Id: string; IfMatch: string }> {
  const outcome = await send('CreateContinuousDeploymentPolicy', policy());
  if (outcome.kind !== 'response') throw new Error('no policy');
  const { Id } = outcome.output.ContinuousDeploymentPolicy as { Id: string };
  return { Id, IfMatch: String(outcome.output.ETag) };
}

const update = 'UpdateContinuousDeploymentPolicy';
const remove = 'DeleteContinuousDeploymentPolicy';

describe('what a request is', () => {
  test.each([
    ['GET', '/2020-05-31/continuous-deployment-policies', 'request.path'],
    ['GET', '/continuous-deployment-policy', 'request.path'],
    ['PATCH', '/2020-05-31/continuous-deployment-policy', 'request.method'],
    ['POST', '/2020-05-31/continuous-deployment-policy', 'request.body.present'],
  ])('%s %s breaks %s', async (method, path, rule) => {
    await raw(method, path);
    expect(rules()).toEqual([rule]);
  });

  test.each([
    ['POST', '/2020-05-31/distribution?WithTags'],
    ['GET', '/2020-05-31/key-group'],
    ['POST', '/2020-05-31/distribution/E1/invalidation'],
  ])('%s %s is another operation of the service, so it is open', async (method, path) => {
    await raw(method, path, '<a/>');
    expect(rules()).toEqual([]);
    expect(opened()).toEqual(['request.not-covered']);
  });

  test.each([
    ['<a', 'request.body.well-formed'],
    ['<Config/>', 'request.body.root'],
    ['<ContinuousDeploymentPolicyConfig xmlns="urn:else"/>', 'request.body.root'],
  ])('the body %s breaks %s', async (body, rule) => {
    await raw('POST', '/2020-05-31/continuous-deployment-policy', body);
    expect(rules()).toEqual([rule]);
  });

  test('a document type, an unknown or repeated element and another content type are open', async () => {
    await send('CreateContinuousDeploymentPolicy', policy(), (request) => {
      const text = new TextDecoder().decode(request.body).replace(/^<\?xml.*?\?>/, '');
      return { ...request, body: new TextEncoder().encode(`<!DOCTYPE a>${text}`) };
    });
    await send('CreateContinuousDeploymentPolicy', policy(), (request) => {
      const text = new TextDecoder().decode(request.body);
      const body = new TextEncoder().encode(text.replace('<Enabled>true</Enabled>', '<New/>$&$&'));
      return { ...request, body, headers: { 'content-type': 'text/plain' } };
    });
    expect(rules()).toEqual([]);
    expect(opened()).toEqual([
      'request.body.well-formed',
      'request.content-type',
      'request.body.repeated-element',
      'request.body.unknown-element',
    ]);
  });

  test('broken constraints are told with their demand, what was found and where', async () => {
    await send('CreateContinuousDeploymentPolicy', policy({}, { Weight: 0.5 }));
    expect(double.report().violations).toEqual([
      {
        rule: 'ContinuousDeploymentSingleWeightConfig.Weight.maximum',
        evidence: 'documented',
        demands: 'Weight must not exceed 0.15',
        request: 1,
        operation: 'CreateContinuousDeploymentPolicy',
        path: ['ContinuousDeploymentPolicyConfig', 'TrafficConfig', 'SingleWeightConfig', 'Weight'],
        place: 'ContinuousDeploymentPolicyConfig.TrafficConfig.SingleWeightConfig.Weight',
        found: 'ContinuousDeploymentPolicyConfig.TrafficConfig.SingleWeightConfig.Weight is 0.5',
        correct: `CreateContinuousDeploymentPolicy ${JSON.stringify({
          ContinuousDeploymentPolicyConfig: {
            StagingDistributionDnsNames: { Quantity: 1, Items: [NAME] },
            Enabled: true,
            TrafficConfig: { SingleWeightConfig: { Weight: 0.15 }, Type: 'SingleWeight' },
          },
        })}`,
      },
    ]);
  });

  test('what is open violates nothing', async () => {
    await send('CreateContinuousDeploymentPolicy', policy({}, { Weight: 0 }));
    expect(rules()).toEqual([]);
    expect(opened()).toEqual(['ContinuousDeploymentSingleWeightConfig.Weight.supported.exclusiveMinimum']);
  });
});

describe('signatures', () => {
  const scope = { service: 'cloudfront', region: 'eu-west-1', host: 'cloudfront.amazonaws.com' };
  const list = (bend: (request: HttpRequest) => HttpRequest) => send('ListContinuousDeploymentPolicies', {}, bend);

  test('a request must be signed for the service, in any region', async () => {
    begin({ signed: true });
    await list((request) => sign(request, scope));
    expect(rules()).toEqual([]);
    await list((request) => sign(request, { ...scope, service: 's3' }));
    await list((request) => request);
    expect(double.report().violations.map(({ found }) => found)).toEqual([
      'a signature for s3',
      'no Authorization header',
    ]);
  });

  test('where the credentials are known, the signature must be theirs and fit the request', async () => {
    begin({ signed: true, credentials: DUMMY_CREDENTIALS });
    await list((request) => sign(request, scope));
    expect(rules()).toEqual([]);
    await list((request) => sign(request, { ...scope, credentials: { accessKeyId: 'a', secretAccessKey: 'b' } }));
    await list((request) => {
      const signed = sign(request, scope);
      return { ...signed, path: `${signed.path}?MaxItems=2` };
    });
    expect(double.report().violations.map(({ found }) => found)).toEqual([
      'a signature by a',
      'a signature that does not fit the request',
    ]);
  });
});

describe('versions', () => {
  test('the ETag that was told is right, also in quotes', async () => {
    const { Id, IfMatch } = await made();
    await send(update, { Id, IfMatch: `"${IfMatch}"`, ...policy() });
    expect(rules()).toEqual([]);
  });

  test('a write without one, with one that was never told or with one from before is a violation', async () => {
    const { Id, IfMatch } = await made();
    await send(remove, { Id });
    await send(update, { Id, IfMatch: '*', ...policy() });
    await send(update, { Id, IfMatch, ...policy() });
    await send(remove, { Id, IfMatch });
    expect(rules()).toEqual(['request.if-match.present', 'request.if-match.known', 'request.if-match.current']);
  });

  test('nothing is said of the ETag of a thing that was never spoken of', async () => {
    await send(update, { Id: 'from-elsewhere', IfMatch: 'E1', ...policy() });
    expect(rules()).toEqual([]);
  });

  test('an ETag that somebody else made stale is no violation, until it is sent again', async () => {
    begin({ disturbances: [{ at: 2, times: 1, disturbance: { kind: 'concurrent-change' } }] });
    const { Id, IfMatch } = await made();
    expect(await send(remove, { Id, IfMatch })).toMatchObject({ kind: 'refused', status: 412 });
    expect(rules()).toEqual([]);
    await send(remove, { Id, IfMatch });
    expect(rules()).toEqual(['request.if-match.read-again']);
  });
});

describe('the workflow', () => {
  test('an update that leaves out what the configuration needs is partial', async () => {
    const { Id, IfMatch } = await made();
    const { StagingDistributionDnsNames, Enabled } = policy().ContinuousDeploymentPolicyConfig as JsonObject;
    await send(update, {
      Id,
      IfMatch,
      ContinuousDeploymentPolicyConfig: {
        StagingDistributionDnsNames: StagingDistributionDnsNames!,
        Enabled: !Enabled,
      },
    });
    expect(rules()).toEqual(['request.whole-configuration']);
  });

  test('an update may take out what the rest is supported without', async () => {
    const sticky = { Weight: 0.1, SessionStickinessConfig: { IdleTTL: 300, MaximumTTL: 600 } };
    const outcome = await send('CreateContinuousDeploymentPolicy', policy({}, sticky));
    if (outcome.kind !== 'response') throw new Error('no policy');
    const { Id } = outcome.output.ContinuousDeploymentPolicy as { Id: string };
    await send(update, { Id, IfMatch: outcome.output.ETag!, ...policy() });
    expect(rules()).toEqual([]);
    expect(opened()).toEqual(['request.whole-configuration']);
  });

  test('asking for what is not there, or making what is there already, is no violation', async () => {
    await made();
    await send('GetContinuousDeploymentPolicy', { Id: 'nobody' });
    expect(await send('CreateContinuousDeploymentPolicy', policy())).toMatchObject({ kind: 'refused' });
    expect(rules()).toEqual([]);
  });

  test('writing to what the wrapper deleted is one; deleting it twice is not', async () => {
    const { Id, IfMatch } = await made();
    await send(remove, { Id, IfMatch });
    await send(remove, { Id, IfMatch });
    expect(rules()).toEqual([]);
    await send(update, { Id, IfMatch, ...policy() });
    expect(rules()).toEqual(['workflow.not-after-delete']);
  });

  test('a wrapper that was not told of a success is not blamed for its consequences', async () => {
    const lost: Planned = { at: 2, times: 1, disturbance: { kind: 'cut', share: 0 } };
    const attachThenDelete = async (disturbances: Planned[]) => {
      begin({ disturbances });
      const minimal = contract.resources.Distribution!.minimal as JsonObject;
      const config = { ...minimal, CallerReference: 'primary', Staging: false };
      const there = await double.arrange('CreateDistribution', { DistributionConfig: config });
      if (there.kind !== 'response') throw new Error('no distribution');
      const { Id, IfMatch } = await made();
      await send('UpdateDistribution', {
        Id: (there.output.Distribution as JsonObject).Id!,
        IfMatch: there.output.ETag!,
        DistributionConfig: { ...config, ContinuousDeploymentPolicyId: Id },
      });
      expect(await send(remove, { Id, IfMatch })).toMatchObject({ error: { code: 'ContinuousDeploymentPolicyInUse' } });
      return rules();
    };
    expect(await attachThenDelete([])).toEqual(['workflow.order']);
    expect(await attachThenDelete([lost])).toEqual([]);
  });

  test('what is left is listed, and a violation where nothing may be left', async () => {
    const { Id } = await made();
    expect(double.report()).toMatchObject({
      left: [{ resource: 'ContinuousDeploymentPolicy', id: Id }],
      violations: [],
    });
    begin({ leaveNothing: true });
    const second = await made();
    expect(rules()).toEqual(['workflow.nothing-left']);
    await send(remove, second);
    expect(rules()).toEqual([]);
  });

  test('what a test arranges is known, but neither judged nor left behind', async () => {
    const arranged = await double.arrange('CreateContinuousDeploymentPolicy', policy({}, { Weight: 0.5 }));
    expect(arranged.kind).toBe('refused');
    await double.arrange('CreateContinuousDeploymentPolicy', policy());
    expect(double.report()).toEqual({ requests: 0, violations: [], open: [], left: [] });
  });
});

describe('disturbances', () => {
  const meeting = async (disturbance: Planned['disturbance'], times = 1) => {
    begin({ disturbances: [{ at: 1, times, disturbance }] });
    return send('CreateContinuousDeploymentPolicy', policy());
  };
  const there = async () => {
    const outcome = await double.arrange('ListContinuousDeploymentPolicies', {});
    return outcome.kind === 'response' && (outcome.output.ContinuousDeploymentPolicyList as JsonObject).Quantity;
  };

  test('an error comes in the place of the service', async () => {
    const throttled = await meeting({ kind: 'throttling', status: 400, code: 'Throttling' });
    expect(throttled).toMatchObject({ kind: 'refused', status: 400, error: { code: 'Throttling' } });
    expect(await there()).toBe(0);
    expect((await send('CreateContinuousDeploymentPolicy', policy())).kind).toBe('response');
  });

  test.each([
    [true, 1],
    [false, 0],
  ])('a reset answer: the service did it %s', async (done, count) => {
    await expect(meeting({ kind: 'reset', done })).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(await there()).toBe(count);
    expect(double.report().left).toEqual([]);
  });

  test('a cut answer is shorter than it says', async () => {
    begin({ disturbances: [{ at: 1, times: 1, disturbance: { kind: 'cut', share: 0.5 } }] });
    const { headers, body } = await raw('GET', '/2020-05-31/continuous-deployment-policy');
    expect(body.length).toBe(Math.floor(Number(headers['content-length']) / 2));
  });

  test('unknown members change nothing of what is known', async () => {
    const plain = await meeting({ kind: 'slow', ms: 1 });
    const strange = await meeting({ kind: 'unknown-members' });
    if (plain.kind !== 'response' || strange.kind !== 'response') throw new Error('refused');
    expect(new TextDecoder().decode(strange.exchange!.response!.body).match(/<NotYetDocumented>/g)).toHaveLength(2);
    const { LastModifiedTime: _, ...first } = plain.output.ContinuousDeploymentPolicy as JsonObject;
    expect(strange.output).toMatchObject({ ETag: plain.output.ETag, ContinuousDeploymentPolicy: first });
  });

  test('an answer may be given whole', async () => {
    const response = { status: 418, headers: {}, body: new Uint8Array(0) };
    expect(await meeting({ kind: 'answer', response })).toMatchObject({ kind: 'unreadable', status: 418 });
  });
});
