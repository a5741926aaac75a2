import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Schema } from '../core/contract.ts';
import { prettyJson } from '../core/pretty-json.ts';
import { buildContract } from './contract-builder.ts';
import type { Documentation } from './documentation.ts';
import type { ContractPlan } from './plan.ts';
import { readSdk } from './sdk.ts';

const fixture = (name: string): string =>
  readFileSync(new URL(`../../fixtures/contract/${name}`, import.meta.url), 'utf8');

describe('the installed documentation', () => {
  let sdk: Documentation;
  beforeAll(async () => {
    sdk = await readSdk();
  });
  const member = (shape: string, name: string) => sdk.shapes.get(shape)?.members.find((each) => each.name === name);

  test('gives the committed contract, byte for byte', () => {
    const plan = JSON.parse(fixture('cloudfront.resources.json')) as ContractPlan;
    expect(`${prettyJson(buildContract(sdk, plan))}\n`).toBe(fixture('cloudfront.json'));
  });

  test('tells integers from fractions, and which member has which enumeration', () => {
    expect(member('ContinuousDeploymentSingleWeightConfig', 'Weight')?.type).toEqual({ kind: 'float' });
    expect(member('SessionStickinessConfig', 'IdleTTL')?.type).toEqual({ kind: 'int32' });
    expect(member('CacheBehavior', 'MinTTL')?.type).toEqual({ kind: 'int64' });
    expect(member('TrafficConfig', 'Type')?.type).toEqual({ kind: 'string', values: ['SingleHeader', 'SingleWeight'] });
  });

  test('has method, path, status, errors and bindings of an operation', () => {
    expect(sdk.operations.get('UpdateDistributionWithStagingConfig')).toMatchObject({
      method: 'PUT',
      path: '/2020-05-31/distribution/{Id}/promote-staging-config',
      status: 200,
    });
    expect(sdk.operations.get('DeleteContinuousDeploymentPolicy')).toMatchObject({ output: null, status: 204 });
    expect(sdk.operations.get('DeleteContinuousDeploymentPolicy')?.errors).toContain('ContinuousDeploymentPolicyInUse');
    expect(member('UpdateDistributionRequest', 'IfMatch')?.binding).toEqual({ header: 'If-Match' });
    expect(sdk.errors.get('ContinuousDeploymentPolicyInUse')).toMatchObject({ status: 409, fault: 'client' });
  });
});

describe('the committed contract', () => {
  const contract = fixture('cloudfront.json');

  test('copies no sentence', () => {
    const texts: string[] = [];
    JSON.parse(contract, (_, value) => {
      if (typeof value === 'string') texts.push(value);
      return value;
    });
    expect(texts.filter((text) => text.split(' ').length > 3)).toEqual([]);
  });

  test('gives evidence for each keyword of each member', () => {
    const without: string[] = [];
    const look = (
      place: string,
      { properties = {}, items, supported, basis = {}, binding, xmlName, required, ...keywords }: Schema,
    ) => {
      for (const keyword of Object.keys(keywords))
        if (basis[keyword] === undefined) without.push(`${place}.${keyword}`);
      for (const name of required ?? []) {
        const known = place.endsWith('.supported') ? basis.required : properties[name]?.basis?.required;
        if (known === undefined) without.push(`${place}.${name}.required`);
      }
      for (const [name, inner] of Object.entries(properties)) look(`${place}.${name}`, inner);
      if (items !== undefined) look(`${place}[]`, items);
      if (supported !== undefined) look(`${place}.supported`, supported);
    };
    for (const [name, shape] of Object.entries((JSON.parse(contract) as { $defs: Record<string, Schema> }).$defs))
      look(name, shape);
    expect(without).toEqual([]);
  });
});
