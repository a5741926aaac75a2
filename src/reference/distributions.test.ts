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
const minimal = contract.resources.Distribution!.minimal as JsonObject;

const primaryConfig = (change: JsonObject = {}): JsonObject => ({
  ...minimal,
  CallerReference: 'primary',
  Staging: false,
  ...change,
});

/** `201` for a success, `400 InvalidArgument` for a refusal. */
function short(outcome: Outcome): string {
  if (outcome.kind === 'response') return String(outcome.status);
  return outcome.kind === 'refused' ? `${outcome.status} ${outcome.error.code}` : outcome.kind;
}

function made(outcome: Outcome) {
  if (outcome.kind !== 'response') throw new Error(short(outcome));
  const shown = (outcome.output.Distribution ?? {}) as {
    Id: string;
    DomainName: string;
    Status: string;
    DistributionConfig: JsonObject;
  };
  return {
    id: shown.Id,
    name: shown.DomainName,
    status: shown.Status,
    config: shown.DistributionConfig,
    etag: String(outcome.output.ETag),
  };
}

function account(options: { now?: () => Date } = {}) {
  const reference = createReference({ contract, ...options });
  const call = caller(contract, reference.handle);
  const account = {
    call,
    create: (DistributionConfig: JsonObject) => call('CreateDistribution', { DistributionConfig }),
    get: (Id: string) => call('GetDistribution', { Id }),
    update: (Id: string, IfMatch: string, DistributionConfig: JsonObject) =>
      call('UpdateDistribution', { Id, IfMatch, DistributionConfig }),
    copy: (PrimaryDistributionId: string, IfMatch: string, change: JsonObject = {}) =>
      call('CopyDistribution', {
        PrimaryDistributionId,
        IfMatch,
        Staging: true,
        CallerReference: 'staging',
        ...change,
      }),
    remove: (Id: string, IfMatch: string) => call('DeleteDistribution', { Id, IfMatch }),
    policy: async (name: string) => {
      const outcome = await call('CreateContinuousDeploymentPolicy', {
        ContinuousDeploymentPolicyConfig: {
          StagingDistributionDnsNames: { Quantity: 1, Items: [name] },
          Enabled: true,
        },
      });
      if (outcome.kind !== 'response') throw new Error(short(outcome));
      return {
        id: (outcome.output.ContinuousDeploymentPolicy as { Id: string }).Id,
        etag: String(outcome.output.ETag),
      };
    },
    /** A primary and a staging distribution with a policy attached between them. */
    deployed: async () => {
      const before = made(await account.create(primaryConfig()));
      const staging = made(await account.copy(before.id, before.etag));
      const policy = await account.policy(staging.name);
      const primary = made(
        await account.update(before.id, before.etag, { ...before.config, ContinuousDeploymentPolicyId: policy.id }),
      );
      return { primary, staging, policy };
    },
  };
  return account;
}

describe('create', () => {
  test('answers 201; a staging distribution may come about so too', async () => {
    const outcome = await account().create(minimal);
    expect(short(outcome)).toBe('201');
    expect(made(outcome)).toMatchObject({ status: 'Deployed', config: minimal });
  });

  test.each<[string, JsonObject, string]>([
    ['with a policy', { ContinuousDeploymentPolicyId: 'x' }, '400 InvalidArgument'],
    [
      'of staging with aliases',
      { Staging: true, Aliases: { Quantity: 1, Items: ['a.example'] } },
      '400 InvalidArgument',
    ],
    ['without Origins', { Origins: undefined }, '400 MalformedXML'],
    ['with a wrong count', { Aliases: { Quantity: 1 } }, '400 InconsistentQuantities'],
    ['with a long comment', { Comment: 'x'.repeat(129) }, '400 InvalidArgument'],
    ['with an unknown price class', { PriceClass: 'Cheap' }, '400 MalformedXML'],
  ])('is refused %s', async (_, change, answer) => {
    expect(short(await account().create(primaryConfig(change)))).toBe(answer);
  });

  test('is refused with a caller reference or an alias that another distribution has', async () => {
    const { create } = account();
    const Aliases = { Quantity: 1, Items: ['a.example'] };
    await create(primaryConfig({ Aliases }));
    expect(short(await create(primaryConfig()))).toBe('409 DistributionAlreadyExists');
    expect(short(await create(primaryConfig({ Aliases, CallerReference: 'other' })))).toBe('409 CNAMEAlreadyExists');
  });
});

describe('copy', () => {
  test('keeps origins and behaviours, takes neither aliases nor policy, and leaves the primary as it was', async () => {
    const { deployed, copy, get } = account();
    const { primary } = await deployed();
    const second = made(await copy(primary.id, primary.etag, { CallerReference: 'second', Enabled: false }));
    expect(second.config).toMatchObject({
      ...minimal,
      CallerReference: 'second',
      Aliases: { Quantity: 0 },
      Enabled: false,
      Staging: true,
    });
    expect(second.config).not.toHaveProperty('ContinuousDeploymentPolicyId');
    expect(made(await get(primary.id))).toEqual(primary);
  });

  test('is refused with Staging false, a stale version, a used caller reference', async () => {
    const { create, copy } = account();
    const { id, etag } = made(await create(primaryConfig()));
    expect(short(await copy(id, etag, { Staging: false }))).toBe('400 InvalidArgument');
    expect(short(await copy(id, 'E1234567890ABC'))).toBe('412 PreconditionFailed');
    expect(short(await copy(id, etag, { CallerReference: 'primary' }))).toBe('409 DistributionAlreadyExists');
    expect(short(await copy('E0', etag))).toBe('404 NoSuchDistribution');
  });
});

describe('a policy between a primary and a staging distribution', () => {
  test('shows on the staging one too, which an update may bring back', async () => {
    const { deployed, get, update } = account();
    const { staging, policy } = await deployed();
    const shown = made(await get(staging.id));
    expect(shown.config.ContinuousDeploymentPolicyId).toBe(policy.id);
    expect(shown.etag).toBe(staging.etag);
    expect(short(await update(staging.id, staging.etag, shown.config))).toBe('200');
  });

  test('stays attached by an update that leaves it out, and goes with empty text', async () => {
    const { deployed, update } = account();
    const { primary, policy } = await deployed();
    const { ContinuousDeploymentPolicyId: _, ...without } = primary.config;
    const kept = made(await update(primary.id, primary.etag, without));
    expect(kept.config.ContinuousDeploymentPolicyId).toBe(policy.id);
    const gone = made(await update(primary.id, kept.etag, { ...without, ContinuousDeploymentPolicyId: '' }));
    expect(gone.config.ContinuousDeploymentPolicyId).toBe('');
  });

  test.each<[string, JsonObject, string]>([
    ['an unknown policy', { ContinuousDeploymentPolicyId: 'none' }, '404 NoSuchContinuousDeploymentPolicy'],
    ['HTTP/3', { HttpVersion: 'http3' }, '400 InvalidArgument'],
    ['another caller reference', { CallerReference: 'new' }, '400 IllegalUpdate'],
    ['Staging turned on', { Staging: true, ContinuousDeploymentPolicyId: undefined }, '400 IllegalUpdate'],
  ])('refuses on the primary: %s', async (_, change, answer) => {
    const { deployed, update } = account();
    const { primary } = await deployed();
    expect(short(await update(primary.id, primary.etag, { ...primary.config, ...change }))).toBe(answer);
  });

  test('belongs to one primary alone and to no staging distribution', async () => {
    const { deployed, create, update } = account();
    const { policy } = await deployed();
    for (const [Staging, answer] of [
      [false, '409 ContinuousDeploymentPolicyInUse'],
      [true, '400 InvalidArgument'],
    ] as const) {
      const { id, etag, config } = made(await create(primaryConfig({ CallerReference: answer, Staging })));
      expect(short(await update(id, etag, { ...config, ContinuousDeploymentPolicyId: policy.id }))).toBe(answer);
    }
  });

  test('protects the staging distribution from disabling and deletion', async () => {
    const { create, copy, policy, update, remove } = account();
    const primary = made(await create(primaryConfig()));
    const staging = made(await copy(primary.id, primary.etag));
    expect(short(await remove(staging.id, staging.etag))).toBe('409 DistributionNotDisabled');
    const idle = made(await copy(primary.id, primary.etag, { CallerReference: 'idle', Enabled: false }));
    await policy(staging.name);
    await policy(idle.name);
    expect(short(await update(staging.id, staging.etag, { ...staging.config, Enabled: false }))).toBe(
      '409 StagingDistributionInUse',
    );
    expect(short(await remove(idle.id, idle.etag))).toBe('409 ResourceInUse');
  });
});

describe('promotion', () => {
  test('needs the versions of both distributions', async () => {
    const { deployed, call } = account();
    const { primary, staging } = await deployed();
    const promote = async (IfMatch: string) =>
      short(
        await call('UpdateDistributionWithStagingConfig', {
          Id: primary.id,
          StagingDistributionId: staging.id,
          IfMatch,
        }),
      );
    expect(await promote(primary.etag)).toBe('400 InvalidIfMatchVersion');
    expect(await promote(`${primary.etag}, E1234567890ABC`)).toBe('412 PreconditionFailed');
    expect(await promote(`E1234567890ABC, ${staging.etag}`)).toBe('412 PreconditionFailed');
    expect(await promote(`${primary.etag}, ${staging.etag}`)).toBe('200');
  });

  test('takes the staging distribution of the attached policy where none is named, and no other', async () => {
    const { deployed, copy, call } = account();
    const { primary, staging } = await deployed();
    const other = made(await copy(primary.id, primary.etag, { CallerReference: 'other' }));
    const promote = async (input: JsonObject) =>
      short(await call('UpdateDistributionWithStagingConfig', { Id: primary.id, ...input }));
    expect(await promote({ StagingDistributionId: other.id, IfMatch: `${primary.etag}, ${other.etag}` })).toBe(
      '400 IllegalUpdate',
    );
    expect(await promote({ StagingDistributionId: primary.id, IfMatch: 'x' })).toBe('400 InvalidArgument');
    expect(await promote({ IfMatch: `${primary.etag}, ${staging.etag}` })).toBe('200');
  });
});
