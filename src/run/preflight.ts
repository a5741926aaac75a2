import type { Contract, Operation } from '../core/contract.ts';
import type { Json, JsonObject } from '../core/json.ts';
import type { Outcome } from '../core/outcome.ts';
import type { Target } from '../core/target.ts';
import { outcomeText } from '../rules/expect.ts';

export interface Preflight {
  operation: string;
  /** `missing`: not implemented. `lost`: nothing answered. `refused`: the service speaks, but not to this caller. `unknown`: it fell over. */
  state: 'implemented' | 'missing' | 'refused' | 'lost' | 'unknown';
  detail: string;
}

/** Codes by which servers say that they don't know an operation. */
const UNKNOWN = new Set([
  'InvalidAction',
  'UnknownOperationException',
  'NotImplemented',
  'NotImplementedException',
  'UnsupportedOperation',
  'InternalFailure',
  'NoSuchBucket',
]);

/** Asks each operation something harmless: what does not exist, or a creation without a body. */
export async function preflight(
  contract: Contract,
  target: Target,
  operations: string[],
  seed: number,
): Promise<Preflight[]> {
  const results: Preflight[] = [];
  for (const name of operations) {
    const operation = contract.operations[name]!;
    const outcome = await target.call({ operation: name, input: harmless(contract, operation, seed) });
    results.push({ operation: name, ...stateOf(contract, operation, outcome) });
    if (outcome.kind === 'lost') break;
  }
  return results;
}

/** Labels and headers get a value that names nothing; a body is left out. */
function harmless(contract: Contract, operation: Operation, seed: number): JsonObject {
  const input: Record<string, Json> = {};
  for (const [member, { binding, type }] of Object.entries(contract.$defs[operation.input]?.properties ?? {})) {
    if (!binding || type !== 'string') continue;
    if ('label' in binding) input[member] = `none-${(seed >>> 0).toString(16)}`;
    else if ('header' in binding) input[member] = 'E0000000000000';
  }
  return input;
}

function stateOf(contract: Contract, operation: Operation, outcome: Outcome): Omit<Preflight, 'operation'> {
  const detail = outcomeText(outcome);
  switch (outcome.kind) {
    case 'lost':
      return { state: 'lost', detail: outcome.reason };
    case 'response':
      return { state: 'implemented', detail };
    case 'unsent':
      return { state: outcome.reason.startsWith('not implemented') ? 'missing' : 'implemented', detail };
    case 'unreadable':
      return { state: (outcome.status ?? 0) >= 500 && outcome.status !== 501 ? 'unknown' : 'missing', detail };
    case 'refused': {
      const { code } = outcome.error;
      if (outcome.status === 501 || UNKNOWN.has(code)) return { state: 'missing', detail };
      if (outcome.status === 403) return { state: 'refused', detail };
      const known = operation.errors.includes(code) || code in contract.errors || outcome.status === 400;
      return { state: known ? 'implemented' : outcome.status === 404 ? 'missing' : 'implemented', detail };
    }
  }
}
