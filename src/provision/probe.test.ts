import { describe, expect, test } from 'vitest';
import { loadContract } from '../contracts/load.ts';
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
