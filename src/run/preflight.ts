import { operationOf, resourceOf, versionOf } from '../contracts/resource.ts';
import type { Contract, Operation } from '../core/contract.ts';
import type { Json, JsonObject } from '../core/json.ts';
import type { Outcome } from '../core/outcome.ts';
import type { Call, Target } from '../core/target.ts';
import type { Step } from '../core/test-context.ts';
import { outcomeText } from '../rules/expect.ts';
import { handleOf } from '../rules/resource-handle.ts';
import { wasSent } from './sent.ts';

export interface Preflight {
  operation: string;
  /** `missing`: not implemented. `lost`: nothing answered. `refused`: the service speaks, but not to this caller. `unknown`: it fell over. */
  state: 'implemented' | 'missing' | 'refused' | 'lost' | 'unknown';
  detail: string;
  /** What was asked and answered. */
  step: Step;
}

/** Codes by which servers say that they don't know an operation. */
const UNKNOWN = new Set([
  'InvalidAction',
  'UnknownAction',
  'UnknownOperation',
  'UnknownOperationException',
  'NotImplemented',
  'NotImplementedException',
  'UnsupportedOperation',
  'NoSuchBucket',
]);

/** How servers say in words that they lack an operation. */
const LACKING = /not[ _]?(yet )?(been )?(implemented|supported)|unknown operation|unsupported/i;

/** An error's code in XML or JSON, whatever is around it. */
const CODE = /(?:<(?:\w+:)?Code>|"(?:__type|[Cc]ode)"\s*:\s*")\s*(?:[^"<#]*#)?(\w+)/;

/** Characters of an error's body in which such words are looked for. */
const SEARCHED = 20_000;

function bodyOf({ exchange }: Outcome): string {
  return new TextDecoder().decode(exchange?.response?.body.subarray(0, SEARCHED) ?? new Uint8Array());
}

/**
 * Asks each operation something harmless: what does not exist, or a creation without a body; one that is accepted all the
 * same is undone. Ends where nothing answers.
 */
export async function preflight(
  contract: Contract,
  target: Target,
  operations: readonly string[],
  seed: number,
): Promise<Preflight[]> {
  const results: Preflight[] = [];
  for (const name of operations) {
    const operation = contract.operations[name]!;
    const input = harmless(contract, operation, seed);
    const outcome = await asked(target, { operation: name, input });
    const step: Step = { call: { operation: name, input }, outcome };
    results.push({ operation: name, ...stateOf(contract, operation, outcome), step });
    if (outcome.kind === 'lost' && wasSent(outcome)) break;
    await undone(contract, target, name, outcome);
  }
  return results;
}

/** Times that something harmless is asked whose connection breaks. */
const TRIES = 4;

/** The answer to something harmless, which may be asked again where its connection broke. */
async function asked(target: Target, call: Call): Promise<Outcome> {
  let outcome = await target.call(call);
  for (let tried = 1; tried < TRIES && outcome.kind === 'lost' && outcome.interrupted; tried++)
    outcome = await target.call(call);
  return outcome;
}

async function undone(contract: Contract, target: Target, operation: string, outcome: Outcome): Promise<void> {
  const resource = resourceOf(contract, operation, 'create');
  const handle = resource && handleOf(resource, {}, outcome);
  if (!handle) return;
  const input = versionOf(resource, handle);
  await target.call({ operation: operationOf(resource, 'delete'), input, cleaning: true });
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

/** What an answer says of an operation that was asked for something that does not exist, or of the given state of a thing that does. */
export function stateOf(
  contract: Contract,
  operation: Operation,
  outcome: Outcome,
): Omit<Preflight, 'operation' | 'step'> {
  const detail = outcomeText(outcome);
  switch (outcome.kind) {
    case 'lost':
      return { state: outcome.withheld ? 'unknown' : 'lost', detail: outcome.reason };
    case 'response':
      // An empty success shows nothing: servers that know no operation at all give it too.
      return { state: operation.output === null ? 'unknown' : 'implemented', detail };
    case 'unsent':
      return { state: outcome.reason.startsWith('not implemented') ? 'missing' : 'implemented', detail };
    case 'unreadable': {
      const { status = 0 } = outcome;
      const body = bodyOf(outcome);
      const [, code = ''] = CODE.exec(body) ?? [];
      if (code in contract.errors) return { state: 'implemented', detail };
      if (UNKNOWN.has(code)) return { state: 'missing', detail };
      if (status >= 500 && status !== 501) return { state: LACKING.test(body) ? 'missing' : 'unknown', detail };
      // A server that rejects the content of a request knows the operation, whatever its response looks like.
      return { state: status === 400 || status === 412 ? 'implemented' : 'missing', detail };
    }
    case 'refused': {
      const { status, error } = outcome;
      if (status === 501 || UNKNOWN.has(error.code)) return { state: 'missing', detail };
      if (status >= 500) return { state: LACKING.test(error.message ?? '') ? 'missing' : 'unknown', detail };
      if (status === 403) return { state: 'refused', detail };
      const known = operation.errors.includes(error.code) || error.code in contract.errors;
      return { state: known || (status !== 404 && status !== 405) ? 'implemented' : 'missing', detail };
    }
  }
}
