import { createdBy } from '../contracts/resource.ts';
import type { Contract } from '../core/contract.ts';
import type { JsonObject } from '../core/json.ts';
import type { Target } from '../core/target.ts';

/** What was there before a run, by kind; null for what could not be listed. */
export type Before = Record<string, string[] | null>;

/** A target that never changes or deletes a resource that existed before the run, even if a response named its id. */
export interface Sparing {
  target: Target;
  /** Nothing of it is there any more, since the target was reset. */
  forget(): void;
}

/** Withholds every call that would change or delete what was there before. */
export function sparing(contract: Contract, target: Target, before: Before): Sparing {
  const creators = createdBy(contract);
  const ids = new Set(Object.values(before).flatMap((known) => known ?? []));
  return {
    forget: () => ids.clear(),
    target: {
      ...target,
      async call(call) {
        const { operation, input } = call;
        const writes = contract.operations[operation]?.method !== 'GET' && !creators.has(operation);
        const spared = writes ? addressesOf(contract, operation, input).find((id) => ids.has(id)) : undefined;
        if (spared === undefined) return target.call(call);
        return { kind: 'lost', withheld: true, reason: `${spared} was there before the run, and is left alone`, ms: 0 };
      },
    },
  };
}

/** The texts by which a call names what it is about: those that travel in the path or the query. */
export function addressesOf(contract: Contract, operation: string, input: JsonObject): string[] {
  const members = contract.$defs[contract.operations[operation]?.input ?? '']?.properties ?? {};
  return Object.entries(input).flatMap(([name, value]) => {
    const { binding } = members[name] ?? {};
    const addresses = binding !== undefined && ('label' in binding || 'query' in binding);
    return addresses && typeof value === 'string' ? [value] : [];
  });
}
