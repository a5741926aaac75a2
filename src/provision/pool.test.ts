import { beforeEach, describe, expect, test } from 'vitest';
import { loadContract } from '../contracts/load.ts';
import { operationOf } from '../contracts/resource.ts';
import { UNOBSERVED } from '../core/hindrance.ts';
import type { JsonObject } from '../core/json.ts';
import type { Outcome } from '../core/outcome.ts';
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
  await expect(next(KIND)).rejects.toThrow('each of the 4 staging names is in use');
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

/** A pool whose target answers every create and delete with the outcome given. */
async function after(outcome: Outcome, operation: 'create' | 'update' | 'delete' = 'create'): Promise<string> {
  const watched = pool.watch({ ...target, call: async () => outcome });
  const next = pool.names('part');
  const name = await next(KIND);
  const input =
    operation === 'delete' ? { Id: 'p1', IfMatch: 'E' } : { ContinuousDeploymentPolicyConfig: configFor(name) };
  await watched.call({ operation: operationOf(resource, operation), input: { Id: 'p1', ...input } });
  return (await next(KIND)) === name ? 'free' : 'in use';
}

test.each<[string, Outcome, string]>([
  ['lost', { kind: 'lost', reason: 'the connection broke', ms: 0 }, 'in use'],
  ['unreadable', { kind: 'unreadable', reason: 'no XML', ms: 0 }, 'in use'],
  ['answered without an id', { kind: 'response', status: 201, headers: {}, output: {}, ms: 0 }, 'in use'],
  ['refused', { kind: 'refused', status: 400, headers: {}, error: { code: 'Odd' }, ms: 0 }, 'free'],
  ['never sent', { kind: 'unsent', reason: 'no', ms: 0 }, 'free'],
])('after a create that was %s, its name is %s', async (_, outcome, state) => {
  expect(await after(outcome)).toBe(state);
});

test('after an update without an answer, the name that it had sent may be in use', async () => {
  expect(await after({ kind: 'lost', reason: 'the connection broke', ms: 0 }, 'update')).toBe('in use');
});

test('an update without an answer frees nothing that was in use', async () => {
  const next = pool.names('part');
  const [first, second] = [await next(KIND), await next(KIND)];
  const made = await create(first);
  const silent = pool.watch({ ...target, call: async () => ({ kind: 'lost', reason: 'the connection broke', ms: 0 }) });
  await silent.call({
    operation: operationOf(resource, 'update'),
    input: { ...made, ContinuousDeploymentPolicyConfig: configFor(second) },
  });
  expect(new Set([await next(KIND), await next(KIND)])).toEqual(new Set(names.slice(2)));
});

test('a delete that was refused frees nothing; one that says it is gone does', async () => {
  const next = pool.names('part');
  const name = await next(KIND);
  const made = await create(name);
  const refusing = (code: string) =>
    pool.watch({
      ...target,
      call: async () => ({ kind: 'refused', status: 404, headers: {}, error: { code }, ms: 0 }),
    });
  const remove = { operation: operationOf(resource, 'delete'), input: made };
  await refusing('Odd').call(remove);
  expect(await next(KIND)).not.toBe(name);
  await refusing('NoSuchContinuousDeploymentPolicy').call(remove);
  expect(await next(KIND)).toBe(name);
});

test('a part gets the names that it had before, and of those the one that it had least lately', async () => {
  const [one, other] = [pool.names('one'), pool.names('other')];
  const [first, second] = [await one(KIND), await one(KIND)];
  const elsewhere = await other(KIND);
  expect(new Set([first, second, elsewhere]).size).toBe(3);
  const read = (name: string) => target.call({ operation: operationOf(resource, 'read'), input: { Id: name } });
  for (const name of [first, second]) await read(name);
  expect(await one(KIND)).toBe(first);
  await read(first);
  expect(await one(KIND)).toBe(second);
});

test('of names that nobody has, the one that was used least lately comes first', async () => {
  const taken: string[] = [];
  for (let i = 0; i < 6; i++) {
    const next = pool.names(`part ${i}`);
    taken.push(await next(KIND));
    next.done!();
  }
  expect(taken).toEqual([...names, ...names.slice(0, 2)]);
});

test("a part that is over gives back its own names, and nobody else's", async () => {
  const [one, other] = [pool.names('one'), pool.names('other')];
  const mine = await one(KIND);
  const theirs = await other(KIND);
  one.done!();
  const third = pool.names('third');
  const given = [await third(KIND), await third(KIND), await third(KIND)];
  expect(given).toContain(mine);
  expect(given).not.toContain(theirs);
});

test('a pool that was reset knows no name', async () => {
  pool.forget();
  await expect(pool.names('part')(KIND)).rejects.toThrow('there is no staging name');
});

test('too few names are the matter of an option; where more could be made, of what was seen', async () => {
  const hindranceOf = (empty: Pool) => empty.names('part')(KIND) as Promise<string>;
  await expect(hindranceOf(namePool(contract, []))).rejects.toMatchObject({ hindrance: { kind: 'option' } });
  await expect(hindranceOf(namePool(contract, [], async () => undefined))).rejects.toMatchObject({
    hindrance: UNOBSERVED,
  });
});
