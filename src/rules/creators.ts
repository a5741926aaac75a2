import type { Contract, Resource } from '../core/contract.ts';

/** The operations that make such a resource: its create first, then those that make it from another one. */
export function creatorsOf(contract: Contract, { operations, id, location }: Resource): string[] {
  const others = Object.values(contract.operations).filter(({ output }) => {
    const members = contract.$defs[output ?? '']?.properties ?? {};
    return location !== undefined && location in members && String(id.output[0]) in members;
  });
  return [...new Set([operations.create, ...others.map(({ name }) => name)])];
}
