import { beforeEach, describe, expect, test } from 'vitest';
import { loadContract } from '../contracts/load.ts';
import { operationOf } from '../contracts/resource.ts';
import type { JsonObject } from '../core/json.ts';
import type { Target } from '../core/target.ts';
import { SkipError } from '../core/test-context.ts';
import { createReference } from '../reference/reference.ts';
import { handlerTarget } from '../targets/handler.ts';
import { namePool, type Pool } from './pool.ts';
import { etagIn, idIn } from './resources.ts';

const contract = loadContract();
const resource = contract.resources.ContinuousDeploymentPolicy!;
const KIND = 'Distribution';
const names = ['a', 'b', 'c', 'd'].map((letter) => `d${letter.repeat(13)}.cloudfront.net`);

let pool: Pool;
let target: Target;

beforeEach(() => {
  pool = namePool(contract, names);
  target = pool.watch(handlerTarget(contract, createReference({ contract }).handle));
});

const configFor = (name: string): JsonObject => ({
  StagingDistributionDnsNames: { Quantity: 1, Items: [name] },
  Enabled: false,
  TrafficConfig: { Type: 'SingleWeight', SingleWeightConfig: { Weight: 0.1 } },
});

async function create(name: string): Promise<{ Id: string; IfMatch: string }> {
  const outcome = await target.call({
    operation: operationOf(resource, 'create'),
    input: { ContinuousDeploymentPolicyConfig: configFor(name) },
  });
  return { Id: idIn(resource, outcome)!, IfMatch: etagIn(resource, outcome) ?? '' };
}

describe('a name is given again', () => {
  test('not while it was only given', async () => {
    const next = pool.names('part');
    expect(new Set([await next(KIND), await next(KIND), await next(KIND)]).size).toBe(3);
  });

  test('not while something has it', async () => {
    const next = pool.names('part');
    const name = await next(KIND);
    await create(name);
    expect(await next(KIND)).not.toBe(name);
  });

  test('once what had it is deleted', async () => {
    const next = pool.names('part');
    const name = await next(KIND);
    const made = await create(name);
    await target.call({ operation: operationOf(resource, 'delete'), input: made });
    expect(await next(KIND)).toBe(name);
  });

  test('once what had it has another', async () => {
    const next = pool.names('part');
    const [first, second] = [await next(KIND), await next(KIND)];
    const made = await create(first);
    await target.call({
      operation: operationOf(resource, 'update'),
      input: { ...made, ContinuousDeploymentPolicyConfig: configFor(second) },
    });
    expect(await next(KIND)).toBe(first);
  });

  test('once the create that it was for was refused', async () => {
    const next = pool.names('part');
    const name = await next(KIND);
    await target.call({
      operation: operationOf(resource, 'create'),
      input: { ContinuousDeploymentPolicyConfig: { ...configFor(name), Enabled: 'perhaps' } },
    });
    expect(await next(KIND)).toBe(name);
  });

  test('never to two parts of a run at the same time', async () => {
    const [one, other] = [pool.names('one'), pool.names('other')];
    const mine = await one(KIND);
    const made = await create(mine);
    await target.call({ operation: operationOf(resource, 'delete'), input: made });
    expect(await other(KIND)).not.toBe(mine);
    one.done!();
    expect(names).toContain(await other(KIND));
  });
});

test('where nothing is free, the rule is not judged', async () => {
  const next = pool.names('part');
  for (const _ of names) await create(await next(KIND));
  await expect(next(KIND)).rejects.toThrow(SkipError);
  await expect(next(KIND)).rejects.toThrow('there are 4 staging names, and none of them is free');
});

test('more are made only when none is free', async () => {
  let made = 0;
  const growing = namePool(contract, [], async () => names[made++]);
  const watched = growing.watch(target);
  const next = growing.names('part');
  const name = await next(KIND);
  await watched.call({ operation: operationOf(resource, 'read'), input: { Id: name } });
  expect(await next(KIND)).toBe(name);
  expect(made).toBe(1);
  await next(KIND);
  expect(made).toBe(2);
});
