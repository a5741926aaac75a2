import { describe, expect, test } from 'vitest';
import { joinedContract } from '../contracts/contracts.ts';
import type { JsonObject } from '../core/json.ts';
import type { Outcome } from '../core/outcome.ts';
import { createDouble } from '../double/double.ts';
import { caller } from '../reference/caller.ts';
import { FAULTS } from '../reference/faults/index.ts';
import type { Modification } from '../reference/modification.ts';
import { createReference } from '../reference/reference.ts';
import { refuse } from '../reference/refusal.ts';
import { answerFindings } from './findings.ts';

const contract = joinedContract();

type Call = (operation: string, input: JsonObject) => Promise<Outcome>;

/** What is wrong with the answers in a conversation with a service that deviates, each as `request rule`. */
async function findings(converse: (call: Call) => Promise<void>, ...modifications: Modification[]): Promise<string[]> {
  const service = () => createReference({ contract, modifications }).handle;
  const double = createDouble({ contract, service, signed: false, trusted: false });
  await converse(caller(contract, double.handle));
  return answerFindings(contract, double.turns).map(({ request, rule }) => `${request} ${rule}`);
}

const output = (outcome: Outcome): JsonObject => {
  if (outcome.kind !== 'response') throw new Error(JSON.stringify(outcome));
  return outcome.output;
};
const policy = (Weight: number, name = 'd111111abcdef8.cloudfront.net'): JsonObject => ({
  StagingDistributionDnsNames: { Quantity: 1, Items: [name] },
  Enabled: true,
  TrafficConfig: { Type: 'SingleWeight', SingleWeightConfig: { Weight } },
});
const create = (call: Call, config = policy(0.05)) =>
  call('CreateContinuousDeploymentPolicy', { ContinuousDeploymentPolicyConfig: config });

/** Creates, reads, updates, reads and deletes a policy. */
async function life(call: Call): Promise<void> {
  const made = output(await create(call));
  const { Id } = made.ContinuousDeploymentPolicy as { Id: string };
  await call('GetContinuousDeploymentPolicy', { Id });
  const update = { Id, IfMatch: made.ETag!, ContinuousDeploymentPolicyConfig: policy(0.1) };
  const { ETag } = output(await call('UpdateContinuousDeploymentPolicy', update));
  await call('GetContinuousDeploymentPolicyConfig', { Id });
  await call('DeleteContinuousDeploymentPolicy', { Id, IfMatch: ETag! });
}

/** A staging distribution that a policy gets attached to, and a promotion. */
async function workflow(call: Call): Promise<void> {
  const DistributionConfig = { ...(contract.resources.Distribution!.original as JsonObject), CallerReference: 'now' };
  const first = output(await call('CreateDistribution', { DistributionConfig }));
  const { Id } = first.Distribution as { Id: string };
  const copy = { PrimaryDistributionId: Id, IfMatch: first.ETag!, Staging: true, CallerReference: 'next' };
  const staging = output(await call('CopyDistribution', copy)).Distribution as { Id: string; DomainName: string };
  const { Id: policyId } = output(await create(call, policy(0.05, staging.DomainName))).ContinuousDeploymentPolicy as {
    Id: string;
  };
  const attached = { ...DistributionConfig, ContinuousDeploymentPolicyId: policyId };
  const update = { Id, IfMatch: first.ETag!, DistributionConfig: attached };
  const { ETag } = output(await call('UpdateDistribution', update));
  const second = output(await call('GetDistribution', { Id: staging.Id })).ETag;
  const both = { Id, StagingDistributionId: staging.Id, IfMatch: `${ETag}, ${second}` };
  output(await call('UpdateDistributionWithStagingConfig', both));
  await call('GetDistribution', { Id });
  await call('GetContinuousDeploymentPolicy', { Id: policyId });
}

describe('nothing is found in the answers of a service that conforms', () => {
  test.each([
    ['the life of a policy', life],
    ['the workflow', workflow],
  ])('%s', async (_, converse) => expect(await findings(converse)).toEqual([]));

  test('a supported create that is refused for what else there is', async () => {
    const twice = async (call: Call): Promise<void> => {
      await create(call);
      await create(call);
    };
    expect(await findings(twice)).toEqual([]);
  });

  test('a refusal of a staging distribution that this conversation never saw', async () => {
    expect(
      await findings(async (call) => void (await create(call)), { decide: () => ({ unknownNames: 'refused' }) }),
    ).toEqual([]);
  });
});

test('an answer that says that there is no such operation breaks no rule', async () => {
  const lacking: Modification = {
    handle: (next) => async (request) =>
      request.path.includes('continuous-deployment-policy')
        ? { status: 404, headers: { 'content-type': 'text/html' }, body: Buffer.from('<html>Not Found</html>') }
        : next(request),
  };
  expect(await findings(async (call) => void (await create(call)), lacking)).toEqual([]);
});

test('nor does one with an error of another kind of resource, where nothing is known of the path', async () => {
  const lacking: Modification = {
    operate: (before) => ({ ...before, CreateContinuousDeploymentPolicy: () => refuse('NoSuchResource', 'no path') }),
  };
  expect(await findings(async (call) => void (await create(call)), lacking)).toEqual([]);
});

test('an unknown error of an operation that has worked before is no sign that it is absent', async () => {
  let isGone = false;
  const text = '<ErrorResponse><Error><Type>Sender</Type><Code>NoSuchThing</Code></Error></ErrorResponse>';
  const forgetful: Modification = {
    handle: (next) => async (request) =>
      isGone ? { status: 404, headers: { 'content-type': 'text/xml' }, body: Buffer.from(text) } : next(request),
  };
  const converse = async (call: Call): Promise<void> => {
    const { Id } = output(await create(call)).ContinuousDeploymentPolicy as { Id: string };
    await call('GetContinuousDeploymentPolicy', { Id });
    isGone = true;
    await call('GetContinuousDeploymentPolicy', { Id });
  };
  expect(await findings(converse, forgetful)).toContain('3 answer.error-known');
});

const fault = (name: string): Modification => FAULTS.find((one) => one.name === name)!;

describe('an answer that breaks a rule is named', () => {
  test('with a wrong status', async () => {
    expect(await findings(life, fault('create-with-status-200'))).toEqual(['1 answer.documented-status']);
  });

  test('with other than what was sent', async () => {
    const kept = (sent: JsonObject): JsonObject => ({ ...sent, Enabled: false });
    expect(await findings(life, { decide: () => ({ kept }) })).toEqual([
      '1 lifecycle.create.echoes',
      '3 lifecycle.update.echoes',
    ]);
  });

  test('with other than the same version was before', async () => {
    const shown: Modification = {
      decide: () => ({
        shown: (entry, showing) =>
          showing === 'read-config' ? { ...entry, config: { ...entry.config, Enabled: false } } : entry,
      }),
    };
    expect(await findings(life, shown)).toEqual(['4 lifecycle.read.after-update']);
  });

  test('with the ETag of another version', async () => {
    expect(await findings(life, { decide: () => ({ newEtag: () => 'E1234567890ABC' }) })).toEqual([
      '3 lifecycle.etag.changes',
    ]);
  });

  test('that accepts what is forbidden', async () => {
    const lax = fault('weight-maximum-off');
    expect(await findings(async (call) => void (await create(call, policy(0.2))), lax)).toEqual([
      '1 ContinuousDeploymentSingleWeightConfig.Weight.maximum',
    ]);
  });

  test('that accepts a write without its version', async () => {
    const unversioned = async (call: Call): Promise<void> => {
      const { Id } = output(await create(call)).ContinuousDeploymentPolicy as { Id: string };
      await call('UpdateContinuousDeploymentPolicy', { Id, ContinuousDeploymentPolicyConfig: policy(0.1) });
      await call('DeleteContinuousDeploymentPolicy', { Id });
    };
    expect(await findings(unversioned, fault('if-match-ignored'))).toEqual([
      '2 lifecycle.update.requires-if-match',
      '3 lifecycle.delete.requires-if-match',
    ]);
  });

  test('that refuses a supported create', async () => {
    const refusing: Modification = {
      operate: (before) => ({ ...before, CreateContinuousDeploymentPolicy: () => refuse('InvalidArgument', 'no') }),
    };
    const bare = async (call: Call): Promise<void> => {
      const DistributionConfig = { ...(contract.resources.Distribution!.minimal as JsonObject), CallerReference: 'a' };
      const { Distribution } = output(await call('CreateDistribution', { DistributionConfig }));
      await create(call, policy(0.05, (Distribution as { DomainName: string }).DomainName));
    };
    expect(await findings(bare, refusing)).toEqual(['2 lifecycle.create.accepts-supported']);
  });
});
