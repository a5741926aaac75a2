import { describe, expect, test } from 'vitest';
import { loadContract } from '../contracts/load.ts';
import type { JsonObject } from '../core/json.ts';
import type { Outcome } from '../core/outcome.ts';
import type { Call, Target } from '../core/target.ts';
import { createReference, type Reference } from '../reference/reference.ts';
import { VARIANTS } from '../reference/variants/index.ts';
import { handlerTarget } from '../targets/handler.ts';
import { maker, namedKinds } from './making.ts';
import { type Learnt, probeNames } from './probe.ts';

const contract = loadContract();
const INVENTED = 'dinvented00000.cloudfront.net';

const createWith = (name: string, weight = 0.1) => ({
  operation: 'CreateContinuousDeploymentPolicy',
  input: {
    ContinuousDeploymentPolicyConfig: {
      StagingDistributionDnsNames: { Quantity: 1, Items: [name] },
      Enabled: false,
      TrafficConfig: { Type: 'SingleWeight', SingleWeightConfig: { Weight: weight } },
    },
  },
});

async function learn(
  reference: Reference,
  { weight, canMake = true }: { weight?: number; canMake?: boolean } = {},
): Promise<Learnt> {
  const target = handlerTarget(contract, reference.handle);
  const make = maker(namedKinds(contract)[0]!, target, 'probe');
  return probeNames(
    contract,
    target,
    (name) => createWith(name, weight),
    INVENTED,
    async () => (canMake ? (await make()).name : undefined),
  );
}

const strict = () =>
  createReference({ contract, modifications: [VARIANTS.find(({ name }) => name === 'names-must-exist')!] });

describe('one creation with an invented name tells', () => {
  test('that invented names are taken, and is undone', async () => {
    const reference = createReference({ contract });
    expect(await learn(reference)).toMatchObject({ names: 'invented' });
    expect(reference.state.policies.size).toBe(0);
    expect(reference.state.distributions.size).toBe(0);
  });

  test('that names must exist, where one that exists is taken', async () => {
    const reference = strict();
    expect(await learn(reference)).toEqual({ names: 'existing', why: '400 InvalidArgument' });
    expect(reference.state.policies.size).toBe(0);
  });

  test('that it is not for the name, where one that exists is refused too', async () => {
    expect(await learn(strict(), { weight: 9 })).toMatchObject({ names: 'invented' });
  });

  test('nothing, where nothing can be created to be named', async () => {
    expect(await learn(strict(), { canMake: false })).toMatchObject({ names: 'unknown' });
  });
});

/** What is learnt where every create has this outcome; `made`: names that were asked for. */
async function learnt(outcome: Outcome): Promise<Learnt & { made: number; calls: Call[] }> {
  let made = 0;
  const calls: Call[] = [];
  const target: Target = {
    name: 'target',
    wire: false,
    async call(call) {
      calls.push(call);
      return outcome;
    },
    async close() {},
  };
  const make = async () => `name ${++made}`;
  return { ...(await probeNames(contract, target, createWith, INVENTED, make)), made, calls };
}

const refused = (status: number): Outcome => ({ kind: 'refused', status, headers: {}, error: { code: 'Odd' }, ms: 0 });

test.each([404, 501, 403, 500, 503])('a refusal with %i is not for the name, so none is made', async (status) => {
  expect(await learnt(refused(status))).toMatchObject({ names: 'invented', why: `${status} Odd`, made: 0 });
});

test.each([400, 499])('a refusal with %i may be for the name, so one that exists is tried', async (status) => {
  const { names, made, calls } = await learnt(refused(status));
  expect({ names, made }).toEqual({ names: 'invented', made: 1 });
  expect(calls.map(({ operation }) => operation)).toEqual(Array(2).fill('CreateContinuousDeploymentPolicy'));
});

test('no answer tells nothing about the name', async () => {
  const outcome: Outcome = { kind: 'lost', reason: 'the connection broke', ms: 0 };
  expect(await learnt(outcome)).toMatchObject({ names: 'invented', why: 'the connection broke', made: 0 });
});

test('what was created is deleted as a part of cleaning up; what has no id is not', async () => {
  const created = (output: JsonObject): Outcome => ({ kind: 'response', status: 201, headers: {}, output, ms: 0 });
  const { calls, why } = await learnt(created({ ContinuousDeploymentPolicy: { Id: 'p1' }, ETag: 'E1' }));
  expect(why).toBe('201');
  expect(calls[1]).toEqual({
    operation: 'DeleteContinuousDeploymentPolicy',
    input: { Id: 'p1', IfMatch: 'E1' },
    cleaning: true,
  });
  expect((await learnt(created({}))).calls).toHaveLength(1);
});
