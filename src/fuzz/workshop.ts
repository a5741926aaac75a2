import fc from 'fast-check';
import { configSent, idSent, operationOf, operationsOf } from '../contracts/resource.ts';
import type { Contract, Resource } from '../core/contract.ts';
import type { JsonObject } from '../core/json.ts';
import { createRandom, type Random } from '../core/random.ts';
import { skeletons } from '../rules/skeletons.ts';
import { arbitrary } from '../schema/arbitrary.ts';
import { edgeCases } from '../schema/cases.ts';
import { type Classifier, createClassifier } from '../schema/classifier.ts';
import { constraints } from '../schema/constraints.ts';
import type { CaseStep, FuzzCase } from './case.ts';
import { createLexicon, type Lexicon } from './lexicon.ts';

/** What mutations work with. */
export interface Workshop {
  contract: Contract;
  /** Those that can be created at will. */
  resources: readonly Resource[];
  random: Random;
  lexicon: Lexicon;
  /** Supported configurations of a resource, small and drawn ones. */
  configs(resource: Resource): readonly JsonObject[];
  classify: Classifier;
  /** Another case worth crossing with. */
  other(): FuzzCase;
}

/** Drawn configurations beside the small ones. */
const DRAWN = 40;

export function createWorkshop(contract: Contract, seed: number, other: () => FuzzCase): Workshop {
  const pools = new Map<Resource, readonly JsonObject[]>();
  return {
    contract,
    resources: Object.values(contract.resources).filter(({ minimal }) => minimal === undefined),
    random: createRandom(seed),
    lexicon: createLexicon(),
    classify: createClassifier(contract),
    configs(resource) {
      let pool = pools.get(resource);
      if (!pool) pools.set(resource, (pool = poolOf(contract, resource, seed)));
      return pool;
    },
    other,
  };
}

function poolOf(contract: Contract, resource: Resource, seed: number): JsonObject[] {
  const { input } = contract.operations[operationOf(resource, 'create')]!;
  const edges = constraints(contract, input).flatMap((one) =>
    edgeCases(contract, input, one).map((edge) => edge.input),
  );
  const drawn = fc.sample(arbitrary(contract, input), { seed, numRuns: DRAWN });
  const configs = [...edges, ...drawn].map((one) => configSent(resource, one) as JsonObject);
  const distinct = new Map([...skeletons(contract, resource), ...configs].map((one) => [JSON.stringify(one), one]));
  return [...distinct.values()];
}

/** The resource whose operation a step is; the first one for any other. */
export function resourceOf({ resources }: Workshop, { operation }: CaseStep): Resource {
  return resources.find((resource) => operationsOf(resource).includes(operation)) ?? resources[0]!;
}

/** The slot that a step speaks of; 0 where it speaks of none. */
export function slotOf(resource: Resource, { slot, input }: CaseStep): number {
  const reference = idSent(resource, input);
  if (slot !== undefined) return slot;
  return typeof reference === 'object' &&
    reference !== null &&
    !Array.isArray(reference) &&
    typeof reference.$slot === 'number'
    ? reference.$slot
    : 0;
}
