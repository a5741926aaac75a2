import type { Contract } from '../core/contract.ts';
import { perContract } from '../wire/shapes.ts';

/** The member by which an operation takes an ETag, and whether the documentation demands that it is there. */
export interface Precondition {
  member: string;
  demanded: boolean;
}

/** The precondition of an operation; undefined where it has none. */
export const preconditionOf = (contract: Contract, operation: string): Precondition | undefined =>
  preconditions(contract).get(operation);

/** Where the documentation speaks of preconditions that must be there, as `Shape.Member`. */
export const preconditionPlaces = (contract: Contract): string[] =>
  Object.values(contract.operations).flatMap(({ name, input }) => {
    const precondition = preconditionOf(contract, name);
    return precondition?.demanded ? [`${input}.${precondition.member}`] : [];
  });

const preconditions = perContract(
  (contract) => new Map(Object.keys(contract.operations).map((name) => [name, find(contract, name)])),
);

function find(contract: Contract, name: string): Precondition | undefined {
  const operation = contract.operations[name];
  const { properties = {}, required = [] } = contract.$defs[operation?.input ?? ''] ?? {};
  const member = Object.entries(properties).find(
    ([, { binding }]) => binding && 'header' in binding && binding.header.toLowerCase() === 'if-match',
  );
  return member && { member: member[0], demanded: required.includes(member[0]) };
}
