import type { Contract } from '../core/contract.ts';
import type { Outcome } from '../core/outcome.ts';
import type { Target } from '../core/target.ts';

/** Sends only unaltered reads: a call that would create, change or delete, or whose bytes are not its own, is `unsent`. */
export function readOnly(contract: Contract, target: Target): Target {
  return {
    ...target,
    wire: false,
    async call(call): Promise<Outcome> {
      const reads = contract.operations[call.operation]?.method === 'GET' && call.wire === undefined;
      return reads ? target.call(call) : { kind: 'unsent', withheld: true, reason: 'only reading is allowed', ms: 0 };
    },
  };
}
