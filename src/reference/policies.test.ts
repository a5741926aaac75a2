import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Contract } from '../core/contract.ts';
import type { JsonObject } from '../core/json.ts';
import type { Outcome } from '../core/outcome.ts';
import { caller } from './caller.ts';
import { createReference } from './reference.ts';

const contract: Contract = JSON.parse(
  readFileSync(new URL('../../fixtures/contract/cloudfront.json', import.meta.url), 'utf8'),
);

const NAME = 'd111111abcdef80.cloudfront.net';

const weighted = (change: JsonObject = {}, stickiness?: JsonObject): JsonObject => ({
  StagingDistributionDnsNames: { Quantity: 1, Items: [NAME] },
  Enabled: true,
  TrafficConfig: {
    SingleWeightConfig: { Weight: 0.1, ...(stickiness && { SessionStickinessConfig: stickiness }) },
    Type: 'SingleWeight',
  },
  ...change,
});

const named = (name: string): JsonObject => weighted({ StagingDistributionDnsNames: { Quantity: 1, Items: [name] } });
const header = (Header: string, Value = 'v'): JsonObject =>
  weighted({ TrafficConfig: { SingleHeaderConfig: { Header, Value }, Type: 'SingleHeader' } });

/** A reference with verbs; each gives the outcome in a few words or its output. */
function account(options: { now?: () => Date } = {}) {
  const reference = createReference({ contract, ...options });
  const call = caller(contract, reference.handle);
  const policy = (verb: string, input: JsonObject) => call(`${verb}ContinuousDeploymentPolicy`, input);
  return {
    state: reference.state,
    call,
    create: (config: JsonObject) => policy('Create', { ContinuousDeploymentPolicyConfig: config }),
    get: (Id: string) => policy('Get', { Id }),
    update: (Id: string, IfMatch: string | undefined, config: JsonObject) =>
      policy('Update', { Id, ...(IfMatch !== undefined && { IfMatch }), ContinuousDeploymentPolicyConfig: config }),
    remove: (Id: string, IfMatch?: string) => policy('Delete', { Id, ...(IfMatch !== undefined && { IfMatch }) }),
    list: (input: JsonObject = {}) => call('ListContinuousDeploymentPolicies', input),
  };
}

/** `201` for a success, `400 InvalidArgument` for a refusal. */
function short(outcome: Outcome): string {
  if (outcome.kind === 'response') return String(outcome.status);
  if (outcome.kind === 'refused') return `${outcome.status} ${outcome.error.code}`;
  return outcome.kind === 'lost' ? 'lost' : `${outcome.kind}: ${outcome.reason}`;
}

function made(outcome: Outcome) {
  if (outcome.kind !== 'response') throw new Error(short(outcome));
  const policy = outcome.output.ContinuousDeploymentPolicy as {
    Id: string;
    ContinuousDeploymentPolicyConfig: JsonObject;
  };
  return {
    id: policy.Id,
    etag: String(outcome.output.ETag),
    config: policy.ContinuousDeploymentPolicyConfig,
    output: outcome.output,
  };
}

describe('create', () => {
  test('answers 201 with the policy, its ETag and its place', async () => {
    const outcome = await account().create(weighted());
    expect(short(outcome)).toBe('201');
    const { id, etag, config, output } = made(outcome);
    expect(id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(etag).toMatch(/^E[A-Z0-9]{13}$/);
    expect(config).toEqual(weighted());
    expect(output.Location).toBe(`https://cloudfront.amazonaws.com/2020-05-31/continuous-deployment-policy/${id}`);
  });

  test('gives an id that the names and the seed make, whatever else was created', async () => {
    const one = account();
    const other = account();
    await other.create(named('dother'));
    expect(made(await one.create(weighted())).id).toBe(made(await other.create(weighted())).id);
  });

  test('never gives an id twice', async () => {
    const { create, remove } = account();
    const first = made(await create(weighted()));
    await remove(first.id, first.etag);
    expect(made(await create(weighted())).id).not.toBe(first.id);
  });

  test.each<[string, JsonObject]>([
    ['no more than it must have', { StagingDistributionDnsNames: { Quantity: 1, Items: [NAME] }, Enabled: false }],
    ['the shortest sessions', weighted({}, { IdleTTL: 300, MaximumTTL: 300 })],
    ['the longest sessions', weighted({}, { IdleTTL: 3600, MaximumTTL: 3600 })],
    ['a header', header('aws-cf-cd-test', 'é ]]> \t\r\n')],
    ['spelled numbers', weighted({}, { IdleTTL: ' +0300 ', MaximumTTL: '600' })],
    ['a spelled truth', weighted({ Enabled: 'True' })],
  ])('accepts %s', async (_, config) => {
    expect(short(await account().create(config))).toBe('201');
  });

  test.each<[string, JsonObject, string]>([
    ['absent Enabled', weighted({ Enabled: undefined }), '400 MalformedXML'],
    ['absent names', weighted({ StagingDistributionDnsNames: undefined }), '400 MalformedXML'],
    ['absent Type', weighted({ TrafficConfig: { SingleWeightConfig: { Weight: 0.1 } } }), '400 MalformedXML'],
    ['absent MaximumTTL', weighted({}, { IdleTTL: 300 }), '400 MalformedXML'],
    ['Enabled that is no boolean', weighted({ Enabled: 'yes' }), '400 MalformedXML'],
    ['a fraction of a second', weighted({}, { IdleTTL: 300.5, MaximumTTL: 600 }), '400 MalformedXML'],
    [
      'Weight as NaN',
      weighted({ TrafficConfig: { SingleWeightConfig: { Weight: 'NaN' }, Type: 'SingleWeight' } }),
      '400 MalformedXML',
    ],
    ['an unknown type', weighted({ TrafficConfig: { Type: 'singleweight' } }), '400 MalformedXML'],
    ['a structure that is text', weighted({ TrafficConfig: 'x' }), '400 MalformedXML'],
    [
      'a wrong count',
      weighted({ StagingDistributionDnsNames: { Quantity: 2, Items: [NAME] } }),
      '400 InconsistentQuantities',
    ],
    ['too short sessions', weighted({}, { IdleTTL: 299, MaximumTTL: 600 }), '400 InvalidArgument'],
    ['too long sessions', weighted({}, { IdleTTL: 300, MaximumTTL: 3601 }), '400 InvalidArgument'],
    ['sessions in the wrong order', weighted({}, { IdleTTL: 601, MaximumTTL: 600 }), '400 InvalidArgument'],
    [
      'too much weight',
      weighted({ TrafficConfig: { SingleWeightConfig: { Weight: 0.151 }, Type: 'SingleWeight' } }),
      '400 InvalidArgument',
    ],
    ['a header without the prefix', header('x-test'), '400 InvalidArgument'],
  ])('refuses %s and keeps nothing', async (_, config, answer) => {
    const { create, state } = account();
    expect(short(await create(config))).toBe(answer);
    expect(state.policies.size).toBe(0);
  });

  test('refuses a second policy for a staging distribution', async () => {
    const { create } = account();
    await create(weighted());
    expect(short(await create(weighted()))).toBe('409 ContinuousDeploymentPolicyAlreadyExists');
    expect(short(await create(weighted({ Enabled: false })))).toBe('409 StagingDistributionInUse');
  });
});

describe('update', () => {
  test('replaces the whole configuration under a new ETag', async () => {
    const { create, update, get } = account();
    const { id, etag } = made(await create(weighted({}, { IdleTTL: 300, MaximumTTL: 600 })));
    const bare = { StagingDistributionDnsNames: { Quantity: 1, Items: [NAME] }, Enabled: false };
    const after = made(await update(id, etag, bare));
    expect(after.etag).not.toBe(etag);
    expect(made(await get(id))).toMatchObject({ etag: after.etag, config: bare });
    expect(after.config).toEqual(bare);
  });

  test.each([
    ['missing', undefined, '400 InvalidIfMatchVersion'],
    ['garbage', 'no version', '400 InvalidIfMatchVersion'],
    ['a star', '*', '400 InvalidIfMatchVersion'],
    ['stale', 'E1234567890ABC', '412 PreconditionFailed'],
  ])('with If-Match %s changes nothing', async (_, ifMatch, answer) => {
    const { create, update, remove, get } = account();
    const before = made(await create(weighted()));
    expect(short(await update(before.id, ifMatch, weighted({ Enabled: false })))).toBe(answer);
    expect(short(await remove(before.id, ifMatch))).toBe(answer);
    expect(made(await get(before.id))).toMatchObject({ etag: before.etag, config: before.config });
  });

  test('may move a policy to another staging distribution, which frees the first', async () => {
    const { create, update } = account();
    const { id, etag } = made(await create(weighted()));
    expect(short(await update(id, etag, named('dother')))).toBe('200');
    expect(short(await create(named('dother')))).toBe('409 ContinuousDeploymentPolicyAlreadyExists');
    expect(short(await create(weighted()))).toBe('201');
  });
});

test('of updates and deletes at once with one ETag exactly one succeeds', async () => {
  const { create, update, remove } = account();
  const { id, etag } = made(await create(weighted()));
  const outcomes = await Promise.all([
    ...Array.from({ length: 10 }, (_, n) => update(id, etag, weighted({ Enabled: n % 2 === 0 }))),
    remove(id, etag),
  ]);
  expect(outcomes.filter(({ kind }) => kind === 'response')).toHaveLength(1);
});

test('a deleted policy is gone, and an unknown one never was there', async () => {
  const { create, remove, get, update, list } = account();
  const { id, etag } = made(await create(weighted()));
  expect(short(await remove(id, etag))).toBe('204');
  const gone = '404 NoSuchContinuousDeploymentPolicy';
  expect([await get(id), await remove(id, etag), await update(id, etag, weighted())].map(short)).toEqual([
    gone,
    gone,
    gone,
  ]);
  expect(await list()).toMatchObject({ output: { ContinuousDeploymentPolicyList: { Quantity: 0, Items: [] } } });
});

describe('list', () => {
  type Listing = {
    NextMarker?: string;
    Quantity: number;
    MaxItems: number;
    Items: { ContinuousDeploymentPolicy: { Id: string } }[];
  };
  const listing = (outcome: Outcome): Listing =>
    (outcome as { output: JsonObject }).output.ContinuousDeploymentPolicyList as unknown as Listing;

  test('visits every policy once, page by page, and counts the account', async () => {
    const { create, list } = account();
    for (let n = 0; n < 5; n += 1) await create(named(`d${n}`));
    const seen: string[] = [];
    let marker: string | undefined;
    do {
      const page = listing(await list({ MaxItems: 2, ...(marker !== undefined && { Marker: marker }) }));
      expect(page).toMatchObject({ MaxItems: 2, Quantity: 5 });
      expect(page.Items.length).toBeLessThanOrEqual(2);
      seen.push(...page.Items.map((item) => item.ContinuousDeploymentPolicy.Id));
      marker = page.NextMarker;
    } while (marker !== undefined);
    expect(new Set(seen).size).toBe(5);
    expect(seen).toHaveLength(5);
  });

  test('goes on behind what was deleted between two pages', async () => {
    const { create, list, remove } = account();
    for (let n = 0; n < 3; n += 1) await create(named(`d${n}`));
    const first = listing(await list({ MaxItems: 1 }));
    const { Id } = first.Items[0]!.ContinuousDeploymentPolicy;
    await remove(Id, made(await account().create(named('d0'))).etag);
    expect(listing(await list({ Marker: first.NextMarker! })).Items).toHaveLength(2);
  });

  test.each([{ MaxItems: 0 }, { MaxItems: 'x' }, { Marker: 'x' }, { MaxItems: 2 ** 31 }])(
    'refuses %o',
    async (input) => {
      expect(short(await account().list(input))).toBe('400 InvalidArgument');
    },
  );
});

test('time never goes back', async () => {
  let time = 10_000;
  const earlier = (): Date => {
    time -= 1000;
    return new Date(time);
  };
  const { create, update } = account({ now: earlier });
  const first = made(await create(weighted()));
  const second = made(await update(first.id, first.etag, weighted()));
  const modified = ({ output }: { output: JsonObject }) =>
    (output.ContinuousDeploymentPolicy as JsonObject).LastModifiedTime;
  expect(modified(second)).toBe(modified(first));
});
