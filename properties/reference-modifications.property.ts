import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import type { Contract } from '../src/core/contract.ts';
import type { Json, JsonObject } from '../src/core/json.ts';
import type { HttpRequest, Outcome } from '../src/core/outcome.ts';
import { caller } from '../src/reference/caller.ts';
import { replaced, without } from '../src/reference/faults/config.ts';
import { constraintFaults } from '../src/reference/faults/constraints.ts';
import { FAULTS, RARE_FAULTS } from '../src/reference/faults/index.ts';
import type { Modification } from '../src/reference/modification.ts';
import { createReference } from '../src/reference/reference.ts';
import { distributionVariants } from '../src/reference/variants/distributions.ts';
import { edgeVariants } from '../src/reference/variants/edges.ts';
import { VARIANTS } from '../src/reference/variants/index.ts';

const contract: Contract = JSON.parse(
  readFileSync(new URL('../fixtures/contract/cloudfront.json', import.meta.url), 'utf8'),
);
const minimal = contract.resources.Distribution!.minimal as JsonObject;

type Send = (operation: string, input: JsonObject, wire?: (request: HttpRequest) => HttpRequest) => Promise<Outcome>;

/** A client that keeps the answers, and a clock that stands still but for its own ticks. */
function client(modifications: Modification[]) {
  let time = Date.parse('2031-01-01T00:00:00Z');
  const reference = createReference({ contract, modifications, now: () => new Date((time += 100)) });
  const call = caller(contract, reference.handle);
  const trace: string[] = [];
  const send: Send = async (operation, input, wire) => {
    const outcome = await call(operation, input, wire);
    const { response } = outcome.exchange ?? {};
    trace.push(
      `${operation} ${response?.status} ${JSON.stringify(response?.headers)} ${new TextDecoder().decode(response?.body)}`,
    );
    return outcome;
  };
  return { send, trace };
}

const names = (...Items: string[]): JsonObject => ({ Quantity: Items.length, Items });
const weighted = (name: string, Weight: Json = 0.15, IdleTTL: Json = 300, MaximumTTL: Json = 600): JsonObject => ({
  StagingDistributionDnsNames: names(name),
  Enabled: true,
  TrafficConfig: {
    SingleWeightConfig: { Weight, SessionStickinessConfig: { IdleTTL, MaximumTTL } },
    Type: 'SingleWeight',
  },
});
const headed = (
  name: string,
  Header: Json = 'aws-cf-cd-a',
  Value: Json = 'a value of more than <32> characters & more',
): JsonObject => ({
  StagingDistributionDnsNames: names(name),
  Enabled: false,
  TrafficConfig: { SingleHeaderConfig: { Header, Value }, Type: 'SingleHeader' },
});

/** Configurations at and beside every edge; each with the name that it is for. */
const EDGES: ((name: string) => JsonObject)[] = [
  ...[0, 0.001, 0.149, 0.15, 0.151, 0.2, -0.001, 'NaN'].map((weight) => (name: string) => weighted(name, weight)),
  ...[299, 300, 301, 'x', 300.5].map((ttl) => (name: string) => weighted(name, 0.1, ttl)),
  ...[3599, 3600, 3601, 'x'].map((ttl) => (name: string) => weighted(name, 0.1, 300, ttl)),
  ...[
    [600, 600],
    [601, 600],
    [3600, 3600],
    [300, 300],
  ].map(
    ([idle, maximum]) =>
      (name: string) =>
        weighted(name, 0.1, idle!, maximum!),
  ),
  (name) => headed(name, 'x-test'),
  ...(['weight', 'idleTtl', 'maximumTtl', 'type', 'enabled', 'names', 'quantity'] as const).map(
    (place) => (name: string) => without(weighted(name), place),
  ),
  ...(['header', 'value'] as const).map((place) => (name: string) => without(headed(name), place)),
  ...(['names', 'quantity', 'enabled', 'traffic', 'type', 'weightConfig', 'stickiness'] as const).map(
    (place) => (name: string) => replaced(weighted(name), place, () => 'text'),
  ),
  (name) => replaced(headed(name), 'headerConfig', () => 'text'),
  (name) => replaced(weighted(name), 'quantity', () => 2),
  (name) => replaced(weighted(name), 'names', () => names(name, `${name}2`)),
];

const idOf = (outcome: Outcome): string =>
  outcome.kind === 'response'
    ? String((outcome.output.ContinuousDeploymentPolicy as JsonObject | undefined)?.Id)
    : 'none';
const etagOf = (outcome: Outcome): string =>
  outcome.kind === 'response' ? String(outcome.output.ETag) : 'E0000000000000';

const policyOf = (send: Send) => ({
  create: (config: JsonObject) =>
    send('CreateContinuousDeploymentPolicy', { ContinuousDeploymentPolicyConfig: config }),
  get: (Id: string) => send('GetContinuousDeploymentPolicy', { Id }),
  config: (Id: string) => send('GetContinuousDeploymentPolicyConfig', { Id }),
  update: (Id: string, IfMatch: string | undefined, config: JsonObject) =>
    send('UpdateContinuousDeploymentPolicy', { Id, IfMatch, ContinuousDeploymentPolicyConfig: config }),
  remove: (Id: string, IfMatch?: string) => send('DeleteContinuousDeploymentPolicy', { Id, IfMatch }),
  list: (input: JsonObject = {}) => send('ListContinuousDeploymentPolicies', input),
});

/** Every edge on create and on update. */
async function edges(send: Send): Promise<void> {
  const policy = policyOf(send);
  for (const [n, edge] of EDGES.entries()) await policy.create(edge(`dc${n}.cloudfront.net`));
  for (const [n, edge] of EDGES.entries()) {
    const name = `du${n}.cloudfront.net`;
    const made = await policy.create(weighted(name));
    await policy.update(idOf(made), etagOf(made), edge(name));
  }
}

/** The life of some policies. */
async function life(send: Send): Promise<void> {
  const policy = policyOf(send);
  const stale = 'E1234567890ABC';
  await policy.list();
  const first = await policy.create(weighted('done.cloudfront.net', 0.12, 301, 659));
  const second = await policy.create(headed('dtwo.cloudfront.net'));
  await policy.create(without(weighted('dfree.cloudfront.net'), 'stickiness'));
  await policy.create(headed('dtexts.cloudfront.net', 'aws-cf-cd-text', ' Gr\u00fc\u00dfe%20 a  b &amp; '));
  await policy.create(weighted('dthree.cloudfront.net'));
  const look = async (): Promise<void> => {
    for (const made of [first, second]) {
      await policy.get(idOf(made));
      await policy.config(idOf(made));
    }
    await policy.list();
    const page = await policy.list({ MaxItems: 1 });
    const { NextMarker } = (page.kind === 'response' ? page.output.ContinuousDeploymentPolicyList : {}) as JsonObject;
    if (typeof NextMarker !== 'string') return;
    const next = await policy.list({ MaxItems: 1, Marker: NextMarker });
    const after = ((next.kind === 'response' ? next.output.ContinuousDeploymentPolicyList : {}) as JsonObject)
      .NextMarker;
    if (typeof after === 'string') await policy.list({ Marker: after });
  };
  await look();
  await policy.update(idOf(second), etagOf(second), headed('dtwo.cloudfront.net'));
  await policy.update(idOf(second), '*', headed('dtwo.cloudfront.net'));
  await policy.get('unknown');
  await policy.update('unknown', stale, weighted('dnone.cloudfront.net'));
  await policy.update('unknown', stale, weighted('dnone.cloudfront.net', 2));
  await policy.get('unknown');
  for (const ifMatch of [undefined, stale, 'garbage', etagOf(second)])
    await policy.update(idOf(first), ifMatch, headed('done.cloudfront.net'));
  await look();
  const bare = { StagingDistributionDnsNames: names('done.cloudfront.net'), Enabled: false };
  const fresh = await policy.get(idOf(first));
  const updated = await policy.update(idOf(first), etagOf(fresh), bare);
  await look();
  await policy.update(idOf(first), etagOf(first), weighted('done.cloudfront.net'));
  const slight = {
    ...bare,
    TrafficConfig: { SingleHeaderConfig: { Header: 'aws-cf-cd-b', Value: 'b' }, Type: 'SingleHeader' },
  };
  const again = await policy.update(idOf(first), etagOf(updated), slight);
  await look();
  const moved = await policy.update(idOf(first), etagOf(again), weighted('dmoved.cloudfront.net'));
  await policy.create(weighted('done.cloudfront.net'));
  await policy.create(weighted('dmoved.cloudfront.net'));
  await policy.create(weighted('dmoved.cloudfront.net', 0.05));
  await look();
  for (const ifMatch of [undefined, stale]) await policy.remove(idOf(second), ifMatch);
  await look();
  await policy.remove(idOf(second), etagOf(await policy.get(idOf(second))));
  await look();
  await policy.remove(idOf(second), etagOf(second));
  await policy.create(headed('dtwo.cloudfront.net'));
  await policy.remove(idOf(first), etagOf(moved));
  await look();
  // At once: an update and a delete of one policy, two updates of another, two creates for one name.
  const [one, other] = [
    await policy.create(weighted('drace.cloudfront.net')),
    await policy.create(weighted('drace2.cloudfront.net')),
  ];
  await Promise.all([
    policy.update(idOf(one), etagOf(one), headed('drace.cloudfront.net')),
    policy.remove(idOf(one), etagOf(one)),
    policy.update(idOf(other), etagOf(other), headed('drace2.cloudfront.net')),
    policy.update(idOf(other), etagOf(other), weighted('drace2.cloudfront.net', 0.01)),
    policy.create(weighted('drace3.cloudfront.net')),
    policy.create(headed('drace3.cloudfront.net')),
  ]);
  await policy.list();
}

/** Distributions and what is between them and policies. */
async function workflow(send: Send): Promise<void> {
  const policy = policyOf(send);
  const shown = (outcome: Outcome) => ({
    id: '',
    name: '',
    config: {} as JsonObject,
    etag: etagOf(outcome),
    ...(outcome.kind === 'response' &&
      outcome.output.Distribution && {
        id: String((outcome.output.Distribution as JsonObject).Id),
        name: String((outcome.output.Distribution as JsonObject).DomainName),
        config: (outcome.output.Distribution as JsonObject).DistributionConfig as JsonObject,
      }),
  });
  const create = async (config: JsonObject) => shown(await send('CreateDistribution', { DistributionConfig: config }));
  const get = async (Id: string) => shown(await send('GetDistribution', { Id }));
  const update = async (Id: string, IfMatch: string, DistributionConfig: JsonObject) =>
    shown(await send('UpdateDistribution', { Id, IfMatch, DistributionConfig }));
  const remove = (Id: string, IfMatch: string) => send('DeleteDistribution', { Id, IfMatch });
  const config = (CallerReference: string, change: JsonObject = {}): JsonObject => ({
    ...minimal,
    Staging: false,
    CallerReference,
    ...change,
  });

  const aliases = { Quantity: 1, Items: ['www.example.com'] };
  const primary = await create(config('primary', { Aliases: aliases, Comment: 'before' }));
  await create(config('primary'));
  await create(config('policy', { ContinuousDeploymentPolicyId: 'x' }));
  await create(config('aliases', { Staging: true, Aliases: { Quantity: 1, Items: ['b.example'] } }));
  await create(config('comment', { Comment: 'x'.repeat(129) }));
  const other = await create(config('other'));
  const copying = (IfMatch: string, CallerReference: string, change: JsonObject = {}) =>
    send('CopyDistribution', { PrimaryDistributionId: primary.id, IfMatch, Staging: true, CallerReference, ...change });
  await copying('E1234567890ABC', 'stale');
  await copying(primary.etag, 'false', { Staging: false });
  const disabled = shown(await copying((await get(primary.id)).etag, 'disabled', { Enabled: false }));
  const staging = shown(await copying((await get(primary.id)).etag, 'staging'));
  const tried = await update(staging.id, staging.etag, {
    ...staging.config,
    Comment: 'tried',
    Aliases: { Quantity: 0 },
  });
  await get(primary.id);
  const attaching = { ...primary.config };
  await update(primary.id, (await get(primary.id)).etag, { ...attaching, ContinuousDeploymentPolicyId: 'unknown' });
  const made = await policy.create(weighted(staging.name));
  await policy.create(weighted(disabled.name));
  const attached = await update(primary.id, (await get(primary.id)).etag, {
    ...attaching,
    ContinuousDeploymentPolicyId: idOf(made),
  });
  await get(primary.id);
  await get(staging.id);
  await update(other.id, other.etag, { ...other.config, CallerReference: 'changed' });
  await update(other.id, other.etag, { ...other.config, ContinuousDeploymentPolicyId: idOf(made) });
  await remove(other.id, (await get(other.id)).etag);
  await remove(disabled.id, disabled.etag);
  await update(staging.id, tried.etag, { ...tried.config, Enabled: false });
  await policy.remove(idOf(made), etagOf(await policy.get(idOf(made))));
  const kept = await update(primary.id, attached.etag, { ...attaching, Comment: 'kept' });
  await get(primary.id);
  const promote = (IfMatch: string) =>
    send('UpdateDistributionWithStagingConfig', { Id: primary.id, StagingDistributionId: staging.id, IfMatch });
  for (const ifMatch of [kept.etag, `${kept.etag}, E1234567890ABC`]) await promote(ifMatch);
  const stagingNow = await get(staging.id);
  await promote(`E1234567890ABC, ${stagingNow.etag}`);
  const promoted = shown(await promote(`${(await get(primary.id)).etag}, ${stagingNow.etag}`));
  await get(primary.id);
  await get(staging.id);
  await policy.get(idOf(made));
  await update(primary.id, promoted.etag, { ...promoted.config, ContinuousDeploymentPolicyId: '', Enabled: false });
  await get(primary.id);
  await send('ListDistributions', {});
}

/** Bodies that are no documents. */
async function malformed(send: Send): Promise<void> {
  const body = (change: (text: string) => string | Uint8Array) => (request: HttpRequest) => {
    const changed = change(new TextDecoder().decode(request.body));
    return { ...request, body: typeof changed === 'string' ? new TextEncoder().encode(changed) : changed };
  };
  const changes: ((text: string) => string | Uint8Array)[] = [
    (text) => text.slice(0, -30),
    (text) => text.replace('</Enabled>', '</enabled>'),
    (text) => text.replace('<Enabled>', '<Enabled>\u0001'),
    (text) => Buffer.from(text.replace('a value', '\u00e9'), 'latin1'),
    () => '',
    (text) => JSON.stringify(headed(/<DnsName>(.*)<\/DnsName>/.exec(text)![1]!)),
    (text) => text.replace('?>', '?><!DOCTYPE x [<!ENTITY e "v">]>').replace('a value', '&e;'),
    (text) => text.replaceAll('ContinuousDeploymentPolicyConfig', 'Config'),
    () => '<a>'.repeat(1000),
    (text) => text.replace('a value', 'x'.repeat(2 ** 17)),
    () => '<a>'.repeat(100) + '</a>'.repeat(100),
    (text) => text.replace('</Enabled>', '</Enabled><New/>'),
  ];
  const CREATE = 'CreateContinuousDeploymentPolicy';
  const UPDATE = 'UpdateContinuousDeploymentPolicy';
  for (const [n, change] of changes.entries()) {
    await send(CREATE, { ContinuousDeploymentPolicyConfig: headed(`dm${n}.cloudfront.net`) }, body(change));
    const config = headed(`dn${n}.cloudfront.net`);
    const made = await send(CREATE, { ContinuousDeploymentPolicyConfig: config });
    const write = { Id: idOf(made), IfMatch: etagOf(made), ContinuousDeploymentPolicyConfig: config };
    await send(UPDATE, write, body(change));
  }
  const ContinuousDeploymentPolicyConfig = headed('dempty.cloudfront.net');
  const made = await send(CREATE, { ContinuousDeploymentPolicyConfig });
  const target = { Id: idOf(made), IfMatch: etagOf(made) };
  await send(
    UPDATE,
    { ...target, ContinuousDeploymentPolicyConfig },
    body(() => ''),
  );
  const bare = { ...headed('dbare.cloudfront.net'), TrafficConfig: { Type: 'SingleHeader' } };
  await send(CREATE, { ContinuousDeploymentPolicyConfig: bare });
}

/** Requests that are no operation's: methods that a path does not have, and paths that end in a slash. */
async function astray(send: Send): Promise<void> {
  const changes: ((request: HttpRequest) => HttpRequest)[] = [
    (request) => ({ ...request, method: 'PATCH' }),
    (request) => ({ ...request, path: `${request.path}/` }),
  ];
  for (const change of changes) {
    await send('GetContinuousDeploymentPolicy', { Id: 'unknown' }, change);
    await send('ListContinuousDeploymentPolicies', {}, change);
  }
}

type Script = (send: Send) => Promise<void>;
const SCRIPTS: Script[] = [life, malformed, astray, workflow, edges];

async function traceOf(script: Script, modifications: Modification[]): Promise<string[]> {
  const { send, trace } = client(modifications);
  await script(send);
  return trace;
}

const plain = new Map<Script, string>();
beforeAll(async () => {
  for (const script of SCRIPTS) plain.set(script, (await traceOf(script, [])).join('\n'));
});

test('the reference itself never answers 5xx', () => {
  expect([...plain.values()].join('\n')).not.toMatch(/^\w+ 5\d\d/m);
});

/** What shows only in requests that no script sends: the grade shows it. */
const RARE = new Set<Modification>([...RARE_FAULTS, ...edgeVariants, ...distributionVariants]);

const showing = [...FAULTS, ...VARIANTS].filter((modification) => !RARE.has(modification));

test.each(showing.map((modification) => [modification.name, modification] as const))(
  '%s changes what a client sees, and is no accident',
  async (_, modification) => {
    // A fault in one constraint shows at its edges and seldom elsewhere.
    const likely = constraintFaults.some(({ name }) => name === modification.name) ? SCRIPTS.toReversed() : SCRIPTS;
    for (const script of likely) {
      const trace = (await traceOf(script, [modification])).join('\n');
      expect(trace).not.toMatch(/InternalFailure(?!.*(unique key|Oh\.))/);
      if (trace !== plain.get(script)) return;
    }
    expect.fail('no answer differs');
  },
);

test('every fault and every variant has a name of its own', () => {
  const all = [...FAULTS, ...VARIANTS].map(({ name }) => name);
  expect(all.filter((name, index) => all.indexOf(name) !== index)).toEqual([]);
  expect(all.filter((name) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name))).toEqual([]);
});
