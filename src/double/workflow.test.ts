import { beforeEach, describe, expect, test } from 'vitest';
import { joinedContract } from '../contracts/contracts.ts';
import type { JsonObject } from '../core/json.ts';
import { createReference } from '../reference/reference.ts';
import { encoder } from '../wire/encode.ts';
import { createDouble, type Double } from './double.ts';

const contract = joinedContract();
const encode = encoder(contract);
const resource = contract.resources.Distribution!;

let double: Double;
beforeEach(() => {
  double = createDouble({ contract, service: () => createReference({ contract }).handle, signed: false });
});

async function send(operation: string, input: JsonObject): Promise<void> {
  const encoded = encode(operation, input);
  if ('unsent' in encoded) throw new Error(encoded.unsent);
  await double.handle(encoded.request);
}

async function arranged(operation: string, input: JsonObject): Promise<JsonObject> {
  const outcome = await double.arrange(operation, input);
  if (outcome.kind !== 'response') throw new Error(`${operation} was refused`);
  return outcome.output;
}

const found = () => double.report().violations.map(({ rule, place }) => [rule, place]);
const corrects = () => double.report().violations.map(({ correct }) => correct);

/** A member that is open wherever it stands: an empty element, as the service itself returns it. */
const OPEN = { WebACLId: '', DefaultRootObject: '' };
const minimal = { ...(resource.minimal as JsonObject), CallerReference: 'staging', Staging: true };
const primary = { ...minimal, CallerReference: 'primary', Staging: false };

/** A staging distribution, its primary, and the policy between them. */
async function deployed() {
  const staging = await arranged('CreateDistribution', { DistributionConfig: minimal });
  const main = await arranged('CreateDistribution', { DistributionConfig: primary });
  const { Id, DomainName } = staging.Distribution as { Id: string; DomainName: string };
  const policy = await arranged('CreateContinuousDeploymentPolicy', {
    ContinuousDeploymentPolicyConfig: {
      StagingDistributionDnsNames: { Quantity: 1, Items: [DomainName] },
      Enabled: true,
      TrafficConfig: { Type: 'SingleWeight', SingleWeightConfig: { Weight: 0.1 } },
    },
  });
  const policyId = String((policy.ContinuousDeploymentPolicy as JsonObject).Id);
  const mainId = String((main.Distribution as JsonObject).Id);
  const attached = await arranged('UpdateDistribution', {
    Id: mainId,
    IfMatch: main.ETag!,
    DistributionConfig: { ...primary, ContinuousDeploymentPolicyId: policyId },
  });
  return {
    staging: { Id, IfMatch: String(staging.ETag) },
    main: { Id: mainId, IfMatch: String(attached.ETag) },
    policy: { Id: policyId, IfMatch: String(policy.ETag) },
  };
}

const [origin] = (resource.minimal as { Origins: { Items: JsonObject[] } }).Origins.Items;
const INSIDE = { Origins: { Quantity: 1, Items: [{ ...origin!, OriginPath: '' }] } };

describe.each([
  ['supported', {}],
  ['open in another member', OPEN],
  ['open in an item of a list', INSIDE],
])('a request that is %s', (_, more: JsonObject) => {
  test('disables a staging distribution in use: the member is named, and the request without that', async () => {
    const { staging } = await deployed();
    await send('UpdateDistribution', { ...staging, DistributionConfig: { ...minimal, Enabled: false, ...more } });
    expect(found()).toEqual([['workflow.refused-change', 'DistributionConfig.Enabled']]);
    expect(corrects()[0]).toContain('"Enabled":true');
  });

  test('attaches a policy on creation', async () => {
    const { policy } = await deployed();
    const config = { ...primary, CallerReference: 'new', ContinuousDeploymentPolicyId: policy.Id, ...more };
    await send('CreateDistribution', { DistributionConfig: config });
    expect(found()).toEqual([['workflow.refused-change', 'DistributionConfig.ContinuousDeploymentPolicyId']]);
    expect(corrects()[0]).not.toContain('ContinuousDeploymentPolicyId');
  });

  test('gives a staging distribution aliases', async () => {
    const { staging } = await deployed();
    const Aliases = { Quantity: 1, Items: ['www.example.com'] };
    await send('UpdateDistribution', { ...staging, DistributionConfig: { ...minimal, Aliases, ...more } });
    expect(found()).toEqual([['workflow.refused-change', 'DistributionConfig.Aliases']]);
  });
});

describe.each([
  ['a document type', '<!DOCTYPE DistributionConfig>'],
  ['another declared encoding', '<?xml version="1.0" encoding="X-ODD"?>'],
])('a body with %s is open, and judged all the same', (_, prolog) => {
  const bent = async (operation: string, input: JsonObject): Promise<void> => {
    const encoded = encode(operation, input);
    if ('unsent' in encoded) throw new Error(encoded.unsent);
    const text = new TextDecoder().decode(encoded.request.body).replace(/^<\?xml.*?\?>/, '');
    await double.handle({ ...encoded.request, body: new TextEncoder().encode(prolog + text) });
  };

  test('for its version, its constraints and its place in the workflow', async () => {
    const { staging } = await deployed();
    await bent('UpdateDistribution', { Id: staging.Id, DistributionConfig: { ...minimal, Comment: 'c'.repeat(129) } });
    await bent('UpdateDistribution', { ...staging, DistributionConfig: { ...minimal, Comment: 'c', Enabled: false } });
    expect(double.report().violations.map(({ rule }) => rule)).toEqual([
      'DistributionConfig.Comment.maxLength',
      'request.if-match.present',
      'workflow.refused-change',
    ]);
    expect(double.report().open.map(({ rule }) => rule)).toContain('request.body.well-formed');
  });

  test('and refused for nothing but that it violates nothing', async () => {
    await bent('CreateDistribution', { DistributionConfig: { ...minimal, CallerReference: 'new', Comment: 'c' } });
    expect(found()).toEqual([]);
  });
});

test('what is refused for the open thing itself is no violation', async () => {
  const { staging } = await deployed();
  const refusing = createReference({ contract, modifications: [] }).handle;
  const odd = 'InvalidWebACLId';
  double = createDouble({
    contract,
    signed: false,
    service: () =>
      Object.assign(
        async (request: Parameters<typeof refusing>[0]) => {
          const answer = await refusing(request);
          const text = new TextDecoder().decode(request.body);
          if (!text.includes('WebACLId')) return answer;
          return {
            status: 400,
            headers: {},
            body: new TextEncoder().encode(
              `<ErrorResponse xmlns="${contract.service.namespace}"><Error><Code>${odd}</Code></Error></ErrorResponse>`,
            ),
          };
        },
        {
          fork: () => async () =>
            createReference({ contract }).handle({
              method: 'GET',
              path: '/2020-05-31/distribution',
              headers: {},
              body: new Uint8Array(0),
            }),
        },
      ),
  });
  await send('UpdateDistribution', { ...staging, DistributionConfig: { ...minimal, ...OPEN } });
  expect(found()).toEqual([]);
});

test('a service that cannot be copied is understood by the codes that mean nothing else', async () => {
  const { handle } = createReference({ contract });
  double = createDouble({ contract, service: () => (request) => handle(request), signed: false });
  const { staging } = await deployed();
  await send('UpdateDistribution', { ...staging, DistributionConfig: { ...minimal, Enabled: false, ...OPEN } });
  expect(found()).toEqual([['workflow.refused-change', 'the body']]);
});

describe('a promotion', () => {
  test.each([
    [
      'with the ETag of the primary alone',
      (main: string) => main,
      'UpdateDistributionWithStagingConfigRequest.IfMatch.form',
    ],
    ['with both swapped', (main: string, staging: string) => `${staging}, ${main}`, 'request.if-match.known'],
    ['without any', () => '', 'request.if-match.present'],
  ])('%s names If-Match and what would be right', async (_, given, rule) => {
    const { main, staging } = await deployed();
    await send('UpdateDistributionWithStagingConfig', {
      Id: main.Id,
      StagingDistributionId: staging.Id,
      IfMatch: given(main.IfMatch, staging.IfMatch),
    });
    const { violations } = double.report();
    expect(new Set(violations.map((one) => one.rule))).toEqual(new Set([rule]));
    expect(violations[0]?.place).toContain('If');
    expect(violations[0]?.correct).toContain(`"IfMatch":"${main.IfMatch}, ${staging.IfMatch}"`);
  });

  test('with both in order violates nothing', async () => {
    const { main, staging } = await deployed();
    await send('UpdateDistributionWithStagingConfig', {
      Id: main.Id,
      StagingDistributionId: staging.Id,
      IfMatch: `${main.IfMatch}, ${staging.IfMatch}`,
    });
    expect(found()).toEqual([]);
  });
});

test('a delete in the wrong order says what comes first', async () => {
  const { main, policy } = await deployed();
  await send('DeleteDistribution', main);
  await send('DeleteContinuousDeploymentPolicy', policy);
  expect(corrects()).toEqual([
    'UpdateDistribution with Enabled false, wait until Distribution.Status is Deployed, then DeleteDistribution',
    `UpdateDistribution ${main.Id} with ContinuousDeploymentPolicyId "", then DeleteContinuousDeploymentPolicy`,
  ]);
});

test('every violation has a sentence, a place and what would be right', async () => {
  const { main } = await deployed();
  await send('DeleteDistribution', { Id: main.Id });
  await double.handle({
    method: 'GET',
    path: '/2020-05-31/continuous-deployment-policies',
    headers: {},
    body: new Uint8Array(0),
  });
  await double.handle({ method: 'PATCH', path: '/2020-05-31/distribution', headers: {}, body: new Uint8Array(0) });
  await double.handle({
    method: 'POST',
    path: '/2020-05-31/distribution',
    headers: {},
    body: new TextEncoder().encode('{}'),
  });
  const { violations } = double.report();
  expect(violations.map(({ place, correct }) => [place, correct])).toEqual([
    ['IfMatch, the If-Match header', `DeleteDistribution {"Id":"${main.Id}","IfMatch":"${main.IfMatch}"}`],
    ['the path', 'GET /2020-05-31/continuous-deployment-policy'],
    ['the method', expect.stringMatching(/ \/2020-05-31\/distribution$/)],
    ['the body', `<DistributionConfig xmlns="${contract.service.namespace}">…</DistributionConfig>`],
  ]);
  for (const { demands } of violations) expect(demands).toMatch(/ /);
});
