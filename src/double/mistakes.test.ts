import { beforeEach, describe, expect, test } from 'vitest';
import { joinedContract } from '../contracts/contracts.ts';
import type { JsonObject } from '../core/json.ts';
import type { HttpRequest } from '../core/outcome.ts';
import { createReference } from '../reference/reference.ts';
import { encoder } from '../wire/encode.ts';
import { createDouble, type Double } from './double.ts';
import { violationText } from './report.ts';

const contract = joinedContract();
const encode = encoder(contract);
const minimal = contract.resources.Distribution!.minimal as JsonObject;
const config = (name: string, Staging: boolean): JsonObject => ({ ...minimal, CallerReference: name, Staging });

let double: Double;
let staging: Named;
let primary: Named;
let policy: { Id: string; IfMatch: string };
let traffic: JsonObject;
interface Named {
  Id: string;
  IfMatch: string;
  name: string;
  arn: string;
}

const arranged = async (operation: string, input: JsonObject): Promise<JsonObject> => {
  const outcome = await double.arrange(operation, input);
  if (outcome.kind !== 'response') throw new Error(`${operation} was refused`);
  return outcome.output;
};
const distribution = async (name: string, Staging: boolean): Promise<Named> => {
  const { ETag, Distribution } = await arranged('CreateDistribution', { DistributionConfig: config(name, Staging) });
  const { Id, DomainName, ARN } = Distribution as { Id: string; DomainName: string; ARN: string };
  return { Id, IfMatch: String(ETag), name: DomainName, arn: ARN };
};

beforeEach(async () => {
  double = createDouble({ contract, service: () => createReference({ contract }).handle, signed: false });
  primary = await distribution('primary', false);
  staging = await distribution('staging', true);
  traffic = {
    StagingDistributionDnsNames: { Quantity: 1, Items: [staging.name] },
    Enabled: true,
    TrafficConfig: {
      Type: 'SingleWeight',
      SingleWeightConfig: { Weight: 0.1, SessionStickinessConfig: { IdleTTL: 300, MaximumTTL: 600 } },
    },
  };
  const made = await arranged('CreateContinuousDeploymentPolicy', { ContinuousDeploymentPolicyConfig: traffic });
  policy = { Id: String((made.ContinuousDeploymentPolicy as JsonObject).Id), IfMatch: String(made.ETag) };
});

type Bend = (request: HttpRequest, text: string) => Partial<HttpRequest> | string;

/** Sends a call, bent on its way. The violations of it. */
async function violations(operation: string, input: JsonObject, bend: Bend = () => ({})) {
  const encoded = encode(operation, input);
  if ('unsent' in encoded) throw new Error(encoded.unsent);
  const { request } = encoded;
  const bent = bend(request, new TextDecoder().decode(request.body));
  const other = typeof bent === 'string' ? { body: new TextEncoder().encode(bent) } : bent;
  await double.handle({ ...request, ...other });
  return double.report().violations;
}

const update = (ContinuousDeploymentPolicyConfig: JsonObject, bend?: Bend) =>
  violations('UpdateContinuousDeploymentPolicy', { ...policy, ContinuousDeploymentPolicyConfig }, bend);
const naming = (...Items: string[]) => ({ ...traffic, StagingDistributionDnsNames: { Quantity: 1, Items } });
const attach = (ContinuousDeploymentPolicyId: string) =>
  violations('UpdateDistribution', {
    ...{ Id: primary.Id, IfMatch: primary.IfMatch },
    DistributionConfig: { ...config('primary', false), ContinuousDeploymentPolicyId },
  });
const promote = (StagingDistributionId: string) =>
  violations('UpdateDistributionWithStagingConfig', {
    ...{ Id: primary.Id, StagingDistributionId },
    IfMatch: `${primary.IfMatch}, ${staging.IfMatch}`,
  });

describe('a resource of another kind, or another of its values, in the place of the documented one', () => {
  test.each<[string, () => ReturnType<typeof violations>, string, () => string]>([
    ['a primary as staging', () => update(naming(primary.name)), 'whose Staging is false', () => staging.name],
    ['an id as a domain name', () => update(naming(staging.Id)), 'the Id of a Distribution', () => staging.name],
    ['a URL as a domain name', () => update(naming(`https://${staging.name}/`)), 'as a URL', () => staging.name],
    ['an ARN as a domain name', () => update(naming(staging.arn)), 'the ARN of a Distribution', () => staging.name],
    ['a distribution as a policy', () => attach(staging.Id), 'the Id of a Distribution, where', () => policy.Id],
    ['a domain name as an id', () => promote(staging.name), 'the DomainName of a Distribution', () => staging.Id],
    ['a policy as a distribution', () => promote(policy.Id), 'the Id of a ContinuousDeployment', () => staging.Id],
  ])('%s', async (_, send, found, right) => {
    const named = (await send()).filter(({ rule }) => rule === 'request.resource-name');
    expect(named).toMatchObject([{ found: expect.stringContaining(found) }]);
    expect(named[0]!.correct).toContain(`"${right()}"`);
  });

  test('a service that may be wrong is not believed that a distribution is no staging one', async () => {
    const { handle } = createReference({ contract });
    double = createDouble({ contract, service: () => handle, signed: false, trusted: false });
    const { name, Id } = await distribution('another primary', false);
    for (const other of [name, Id])
      await violations('CreateContinuousDeploymentPolicy', { ContinuousDeploymentPolicyConfig: naming(other) });
    expect(double.report().violations).toMatchObject([{ request: 2, rule: 'request.resource-name' }]);
  });

  test('what the conversation never showed may be of any kind, and the right values violate nothing', async () => {
    expect(await update(naming('d111111abcdef8.cloudfront.net'))).toEqual([]);
    expect(await promote('E1234567890ABC')).toEqual([]);
    expect(await attach(policy.Id)).toEqual([]);
  });
});

test.each<[string, (method: string, path: string) => [string, string], string]>([
  ['POST in the place of PUT', (_, path) => ['POST', path], 'PUT /2020-05-31/distribution/{Id}/config'],
  [
    'without /config',
    (method, path) => [method, path.replace('/config', '')],
    'PUT /2020-05-31/distribution/{Id}/config',
  ],
  [
    'another version',
    (method, path) => [method, path.replace('2020', '2019')],
    'PUT /2020-05-31/distribution/{Id}/config',
  ],
])('an update by a wrong route is shown the right one: %s', async (_, bend, right) => {
  const { Id, IfMatch } = primary;
  const input = { Id, IfMatch, DistributionConfig: config('primary', false) };
  const [violation] = await violations('UpdateDistribution', input, (request) => {
    const [method, path] = bend(request.method, request.path);
    return { method, path };
  });
  expect(violation?.correct).toBe(`${right} (UpdateDistribution)`);
});

describe('the correct form of an update', () => {
  test('has what was left out of the configuration that the resource has', async () => {
    const found = await update({ Enabled: false });
    expect(found.map(({ rule }) => rule)).toContain('request.whole-configuration');
    for (const { correct } of found) {
      const sent = JSON.parse(correct!.slice(correct!.indexOf('{')));
      expect(sent.ContinuousDeploymentPolicyConfig).toEqual({ ...traffic, Enabled: false });
    }
  });

  test('of a whole distribution is shown around the place that it is about', async () => {
    const { Id, IfMatch } = primary;
    const input = { Id, IfMatch, DistributionConfig: { ...config('primary', false), PriceClass: 'PriceClass_20' } };
    const Comment = 'c'.repeat(100);
    const Origins = {
      Quantity: 9,
      Items: Array.from({ length: 9 }, (_, at) => ({ Id: `o${at}`, DomainName: 'a.example' })),
    };
    const long = { ...input, DistributionConfig: { ...input.DistributionConfig, Comment, Origins } };
    const [violation] = await violations('UpdateDistribution', long);
    expect(violationText(violation!)).toMatch(
      /correct {2}UpdateDistribution .*"Origins":….*"PriceClass":"PriceClass_200"/,
    );
  });
});

test('a structure that stands beside the one in which it belongs is named with its place', async () => {
  const [violation] = await update(traffic, (_, text) => {
    const sessions = /<SessionStickinessConfig>.*<\/SessionStickinessConfig>/s.exec(text)![0];
    return text.replace(sessions, '').replace('</SingleWeightConfig>', `</SingleWeightConfig>${sessions}`);
  });
  expect(violation).toMatchObject({
    rule: 'request.body.element-place',
    correct: '<SessionStickinessConfig> in ContinuousDeploymentPolicyConfig.TrafficConfig.SingleWeightConfig',
  });
});

test.each<[string, string]>([
  ['{"Enabled": true}', 'JSON, where XML is documented'],
  ['Action=Create&Version=1', 'no XML: it begins with "Action=Create'],
  ['<a><b></a>', 'XML that is not well-formed'],
])('a body that is no XML is called what it is: %s', async (text, found) => {
  expect((await update(traffic, () => text))[0]?.found).toContain(found);
});

test.each<[string, (etag: string) => Partial<HttpRequest>]>([
  ['but the header etag', (etag) => ({ headers: { etag } })],
  [
    'but IfMatch in the query',
    (IfMatch) => ({ headers: {}, path: `/2020-05-31/continuous-deployment-policy/${policy.Id}?IfMatch=${IfMatch}` }),
  ],
])('a version that is sent elsewhere is found there: %s', async (found, bend) => {
  expect((await update(traffic, () => bend(policy.IfMatch)))[0]?.found).toBe(`no If-Match, ${found}`);
});

test('a query parameter in another case is named with the right one; other unknown ones are not judged', async () => {
  const path = '/2020-05-31/continuous-deployment-policy?maxItems=5&other=1';
  expect(await violations('ListContinuousDeploymentPolicies', {}, () => ({ path }))).toMatchObject([
    { rule: 'request.query-name', found: 'maxItems', correct: 'MaxItems=5' },
  ]);
});
