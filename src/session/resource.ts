import { contractOf } from '../contracts/contracts.ts';
import type { Contract } from '../core/contract.ts';
import { UsageError } from '../core/usage.ts';

/** The contract with a kind of resource in it. Throws a UsageError. */
export function resourceContract(kind: string): Contract {
  try {
    return contractOf(kind);
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}
