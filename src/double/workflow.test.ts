import { beforeEach, describe, expect, test } from 'vitest';
import { joinedContract } from '../contracts/contracts.ts';
import type { JsonObject } from '../core/json.ts';
import { createReference } from '../reference/reference.ts';
import { VARIANTS } from '../reference/variants/index.ts';
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
async function deployed({ attached: isAttached = true } = {}) {
  const staging = await arranged('CreateDistribution', { DistributionConfig: minimal });
  const main = await arranged('CreateDistribution', { DistributionConfig: primary });
  const { Id, DomainName } = staging.Distribution as { Id: string; DomainName: string };
  const config = {
    StagingDistributionDnsNames: { Quantity: 1, Items: [DomainName] },
    Enabled: true,
    TrafficConfig: { Type: 'SingleWeight', SingleWeightConfig: { Weight: 0.1 } },
  };
  const policy = await arranged('CreateContinuousDeploymentPolicy', { ContinuousDeploymentPolicyConfig: config });
  const policyId = String((policy.ContinuousDeploymentPolicy as JsonObject).Id);
  const mainId = String((main.Distribution as JsonObject).Id);
  const update = {
    Id: mainId,
    IfMatch: main.ETag!,
    DistributionConfig: { ...primary, ContinuousDeploymentPolicyId: policyId },
  };
  const attached = isAttached ? await arranged('UpdateDistribution', update) : main;
  return {
    staging: { Id, IfMatch: String(staging.ETag) },
    main: { Id: mainId, IfMatch: String(attached.ETag) },
    policy: { Id: policyId, IfMatch: String(policy.ETag) },
    config,
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
  expect(found()).toEqual([['workflow.refused-change', 'the request']]);
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

describe('a promotion of the wrong distribution names it, and the right one', () => {
  test.each([
    ['exchanged', 'staging', 'main', 'Id'],
    ['both the primary', 'main', 'main', 'StagingDistributionId'],
  ] as const)('%s', async (_, primaryId, stagingId, place) => {
    const things = await deployed();
    const [one, other] = [things[primaryId], things[stagingId]];
    await send('UpdateDistributionWithStagingConfig', {
      Id: one.Id,
      StagingDistributionId: other.Id,
      IfMatch: `${one.IfMatch}, ${other.IfMatch}`,
    });
    expect(found()).toEqual([['workflow.refused-change', place]]);
    const { main, staging } = things;
    for (const text of [`"Id":"${main.Id}"`, `"IfMatch":"${main.IfMatch}, ${staging.IfMatch}"`])
      expect(corrects()[0]).toContain(text);
  });

  test('a copy of a staging distribution', async () => {
    const { main, staging } = await deployed();
    const copy = {
      PrimaryDistributionId: staging.Id,
      IfMatch: staging.IfMatch,
      Staging: true,
      CallerReference: 'again',
    };
    await send('CopyDistribution', copy);
    expect(found()).toEqual([['workflow.refused-change', 'PrimaryDistributionId']]);
    expect(corrects()[0]).toContain(`"PrimaryDistributionId":"${main.Id}"`);
  });
});

/** Ways to write the version of a resource wrong, and the rule that is broken; undefined where no page settles it. */
const VERSIONS: [way: string, write: (etag: string, other: string) => string, rule: string | undefined][] = [
  ['*', () => '*', 'request.if-match.known'],
  ['of another resource', (_, other) => other, 'request.if-match.known'],
  ['in lower case', (etag) => etag.toLowerCase(), 'request.if-match.known'],
  ['in single quotes', (etag) => `'${etag}'`, 'request.if-match.known'],
  ['with another one behind it', (etag, other) => `${etag}, ${other}`, 'request.if-match.known'],
  ['cut off', (etag) => etag.slice(0, 6), 'request.if-match.known'],
  ['empty', () => '', 'request.if-match.present'],
  ['in quotes', (etag) => `"${etag}"`, undefined],
  ['as a weak one', (etag) => `W/"${etag}"`, undefined],
  ['twice', (etag) => `${etag}, ${etag}`, undefined],
];

describe.each(VERSIONS)('a version %s', (_, write, rule) => {
  test.each([
    ['UpdateContinuousDeploymentPolicy', 'policy'],
    ['DeleteContinuousDeploymentPolicy', 'policy'],
    ['UpdateDistribution', 'main'],
    ['DeleteDistribution', 'main'],
    ['CopyDistribution', 'main'],
  ] as const)('in %s', async (operation, name) => {
    const things = await deployed();
    const { Id, IfMatch } = things[name];
    const version = { IfMatch: write(IfMatch, name === 'policy' ? things.main.IfMatch : things.policy.IfMatch) };
    const { Id: policyId } = things.policy;
    const inputs: Record<typeof operation, JsonObject> = {
      UpdateContinuousDeploymentPolicy: { Id, ContinuousDeploymentPolicyConfig: things.config },
      DeleteContinuousDeploymentPolicy: { Id },
      UpdateDistribution: { Id, DistributionConfig: { ...primary, ContinuousDeploymentPolicyId: policyId } },
      DeleteDistribution: { Id },
      CopyDistribution: { PrimaryDistributionId: Id, Staging: true, CallerReference: 'again' },
    };
    await send(operation, { ...inputs[operation], ...version });
    const { violations, open } = double.report();
    expect(violations.map((one) => one.rule)).toEqual(rule ? [rule] : []);
    expect(violations[0]?.correct ?? IfMatch).toContain(IfMatch);
    if (!rule) expect(open.map((one) => one.rule)).toContain('request.if-match.form');
  });
});

test('an ETag in quotes is right where the service writes it so', async () => {
  const quoted = VARIANTS.find(({ name }) => name === 'etags-quoted')!;
  double = createDouble({
    contract,
    service: () => createReference({ contract, modifications: [quoted] }).handle,
    signed: false,
  });
  const { policy, config } = await deployed();
  expect(policy.IfMatch).toMatch(/^".*"$/);
  await send('UpdateContinuousDeploymentPolicy', { ...policy, ContinuousDeploymentPolicyConfig: config });
  expect(double.report()).toMatchObject({ violations: [], open: [] });
});

test('a delete in the wrong order says what comes first', async () => {
  const { main, policy } = await deployed();
  await send('DeleteDistribution', main);
  await send('DeleteContinuousDeploymentPolicy', policy);
  expect(corrects()).toEqual([
    `UpdateDistribution ${main.Id} with Enabled false, wait until Distribution.Status is Deployed, then DeleteDistribution`,
    `UpdateDistribution ${main.Id} with ContinuousDeploymentPolicyId "", then DeleteContinuousDeploymentPolicy`,
  ]);
});

test('of several changes that are each refused, all are named', async () => {
  const { staging } = await deployed();
  const DistributionConfig = { ...minimal, CallerReference: 'other', Comment: 'changed', Enabled: false };
  await send('UpdateDistribution', { ...staging, DistributionConfig });
  const [violation, ...more] = double.report().violations;
  expect(more).toEqual([]);
  expect(violation).toMatchObject({
    place: 'DistributionConfig.CallerReference',
    found: expect.stringMatching(/because of \S+CallerReference "other" and \S+Enabled false$/),
    correct: expect.stringMatching(/"CallerReference":"staging".*"Comment":"changed".*"Enabled":true/),
  });
});

test('a staging distribution in use is freed from the primary down before it is deleted', async () => {
  const { main, staging, policy } = await deployed();
  await send('DeleteDistribution', staging);
  expect(corrects()).toEqual([
    `UpdateDistribution ${main.Id} with ContinuousDeploymentPolicyId "", DeleteContinuousDeploymentPolicy ${policy.Id}, ` +
      `UpdateDistribution ${staging.Id} with Enabled false, wait until Distribution.Status is Deployed, then DeleteDistribution`,
  ]);
});

describe('what was deleted is not named again', () => {
  test('a policy: another one is made of its configuration', async () => {
    const { policy, config } = await deployed({ attached: false });
    await send('DeleteContinuousDeploymentPolicy', policy);
    await send('UpdateContinuousDeploymentPolicy', { ...policy, ContinuousDeploymentPolicyConfig: config });
    expect(found()).toEqual([['workflow.not-after-delete', 'the path']]);
    expect(corrects()[0]).toMatch(/^CreateContinuousDeploymentPolicy \{"ContinuousDeploymentPolicyConfig":/);
  });

  test('a policy that a distribution is to use', async () => {
    const { main, policy } = await deployed({ attached: false });
    await send('DeleteContinuousDeploymentPolicy', policy);
    const DistributionConfig = { ...primary, ContinuousDeploymentPolicyId: policy.Id };
    await send('UpdateDistribution', { ...main, DistributionConfig });
    expect(found()).toEqual([['workflow.not-after-delete', 'DistributionConfig.ContinuousDeploymentPolicyId']]);
    expect(corrects()[0]).not.toContain(policy.Id);
  });
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
    ['the path', 'GET /2020-05-31/continuous-deployment-policy (ListContinuousDeploymentPolicies)'],
    ['the method', expect.stringMatching(/ \/2020-05-31\/distribution \(/)],
    ['the body', `<DistributionConfig xmlns="${contract.service.namespace}">…</DistributionConfig>`],
  ]);
  for (const { demands } of violations) expect(demands).toMatch(/ /);
});
