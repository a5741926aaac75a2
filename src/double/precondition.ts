import type { Contract } from '../core/contract.ts';
import { perContract } from '../wire/shapes.ts';

/** The member by which an operation takes an ETag, and whether its errors say that it must be there. */
export interface Precondition {
  member: string;
  demanded: boolean;
}

/** The precondition of an operation; undefined where it has none. */
export const preconditionOf = (contract: Contract, operation: string): Precondition | undefined =>
  preconditions(contract).get(operation);

const preconditions = perContract(
  (contract) => new Map(Object.keys(contract.operations).map((name) => [name, find(contract, name)])),
);

function find(contract: Contract, name: string): Precondition | undefined {
  const operation = contract.operations[name];
  const members = Object.entries(contract.$defs[operation?.input ?? '']?.properties ?? {});
  const member = members.find(
    ([, { binding }]) => binding && 'header' in binding && binding.header.toLowerCase() === 'if-match',
  );
  if (!operation || !member) return undefined;
  const missing = Object.values(contract.resources).map(({ errors }) => errors.missingIfMatch);
  return { member: member[0], demanded: operation.errors.some((error) => missing.includes(error)) };
}
