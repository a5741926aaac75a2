import { operationOf } from '../contracts/resource.ts';
import type { Contract, Resource } from '../core/contract.ts';
import type { Target } from '../core/target.ts';
import { SkipError } from '../core/test-context.ts';
import { maker, namedKinds } from '../provision/making.ts';
import type { NameSource } from '../provision/names.ts';
import { namePool, type Pool } from '../provision/pool.ts';
import { probeNames } from '../provision/probe.ts';
import { syntheticSource } from '../provision/synthetic.ts';
import { minimalExample } from '../schema/arbitrary.ts';
import { bindNames } from '../schema/bind.ts';
import { nameForm } from '../schema/names.ts';

/** Where the names of staging distributions come from. */
export type Staging = 'auto' | 'synthetic' | 'api' | { given: string[] };

export interface OpenStaging {
  names: NameSource;
  /** The target, watched where names are scarce. */
  target: Target;
  /** Rules that can be judged at the same time. */
  lanes: number;
  /** What a person should know. */
  note?: string;
  /** Everything is gone, since the target was reset. */
  forget(): void;
}

/** Names that one rule may need at the same time. */
const PER_LANE = 3;

/** Finds out where names come from. `token`: in the names of what is created, which distinguishes it from everything else. */
export async function openStaging(
  contract: Contract,
  target: Target,
  staging: Staging,
  { seed, lanes, token }: { seed: number; lanes: number; token: string },
): Promise<OpenStaging> {
  const invented = syntheticSource((resource) => nameForm(contract, resource), seed);
  const plain: OpenStaging = { names: invented, target, lanes, forget: () => {} };
  const pooled = (pool: Pool, most = lanes): OpenStaging => ({
    names: pool.names,
    target: pool.watch(target),
    lanes: Math.min(lanes, most),
    forget: pool.forget,
  });
  if (staging === 'synthetic') return plain;
  if (typeof staging === 'object')
    return pooled(namePool(contract, staging.given), Math.max(1, Math.floor(staging.given.length / PER_LANE)));

  const [kind] = namedKinds(contract);
  if (!kind) return plain;
  const make = maker(kind, target, token);
  const made: string[] = [];
  const makeOne = async (): Promise<string | undefined> => (await make()).name;
  if (staging === 'auto') {
    const form = await invented('probe')(kind.resource.name);
    const learnt = await probeNames(contract, target, createWith(contract, kind.resource), form, async () => {
      const name = await makeOne();
      if (name !== undefined) made.push(name);
      return name;
    });
    if (learnt.names === 'invented') return plain;
    if (learnt.names === 'unknown') {
      const reason = `an invented staging name is refused (${learnt.why}) and none can be created; name some that exist with --staging`;
      const refuse = async (): Promise<never> => {
        throw new SkipError(reason, { hindrance: { kind: 'option' } });
      };
      return { ...plain, names: () => refuse, note: reason };
    }
    return {
      ...pooled(namePool(contract, made, makeOne)),
      note: `staging distributions are created (${kind.resource.name}), because invented names are refused (${learnt.why})`,
    };
  }
  return pooled(namePool(contract, [], makeOne));
}

/** The smallest creation of what names a resource of this kind. */
function createWith(contract: Contract, kind: Resource) {
  const namer = Object.values(contract.resources).find(({ dependsOn }) =>
    dependsOn?.some(({ resource, detach }) => resource === kind.name && detach === undefined),
  )!;
  const operation = operationOf(namer, 'create');
  const { input } = contract.operations[operation]!;
  return (name: string) => ({
    operation,
    input: bindNames(contract, input, minimalExample(contract, input), () => name),
  });
}
