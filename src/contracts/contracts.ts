import { didYouMean } from '../core/closest.ts';
import type { Contract } from '../core/contract.ts';
import { CONTRACT_FILE, shippedContract } from './shipped.ts';

/** Every contract that is built from the documentation, by its file's name; the first is judged unless another is asked for. */
export const CONTRACTS = ['cloudfront', 'origin-access-control', 'key-group', 'clients'] as const;

/** Where a contract lies, and the plan that it is built by. */
export const contractFile = (name: string): URL => new URL(`${name}.json`, CONTRACT_FILE);
export const planFile = (name: string): URL => new URL(`${name}.resources.json`, CONTRACT_FILE);

/** All contracts, in their order. */
export const allContracts = (): Contract[] => CONTRACTS.map((name) => shippedContract(contractFile(name)));

/**
 * The contract with a kind of resource in it, such as `OriginAccessControl`, whatever the case of its letters. Throws an
 * error that names all kinds where there is none.
 */
export function contractOf(resource: string): Contract {
  const contracts = allContracts();
  const wanted = resource.toLowerCase();
  const found = contracts.find(({ resources }) => Object.keys(resources).some((kind) => kind.toLowerCase() === wanted));
  if (found) return found;
  const kinds = contracts.flatMap(({ resources }) => Object.keys(resources));
  throw new Error(
    `there is no resource ${resource}${didYouMean(resource, kinds) || `; there are ${kinds.join(', ')}`}`,
  );
}

/** All contracts as one: what serves, checks or repeats calls need not know which of them a call belongs to. */
export function joinedContract(): Contract {
  const contracts = allContracts().reverse();
  const joined = <T>(part: (contract: Contract) => Record<string, T> | undefined): Record<string, T> =>
    Object.assign({}, ...contracts.map(part));
  const operations = joined((contract) => contract.operations);
  const known = new Set(Object.values(operations).map(({ method, path }) => `${method} ${path}`));
  const main = contracts.at(-1)!;
  return {
    ...main,
    operations,
    elsewhere: (main.elsewhere ?? []).filter((place) => !known.has(place)),
    errors: joined(({ errors }) => errors),
    resources: joined(({ resources }) => resources),
    refusals: joined(({ refusals }) => refusals),
    $defs: joined(({ $defs }) => $defs),
  };
}
