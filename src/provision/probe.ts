import { createdBy, operationOf, versionOf } from '../contracts/resource.ts';
import type { Contract } from '../core/contract.ts';
import type { Outcome } from '../core/outcome.ts';
import type { Call, Target } from '../core/target.ts';
import { etagIn, idIn } from './resources.ts';

/** Whether a target takes invented names: yes; no, they must exist; or unknown. */
export interface Learnt {
  names: 'invented' | 'existing' | 'unknown';
  /** What was answered. */
  why: string;
}

/**
 * Creates something with an invented name, and where that is refused, with the name of something that exists. What is
 * created is deleted again. `create`: the call that creates something with a name. `make`: makes what can be named.
 */
export async function probeNames(
  contract: Contract,
  target: Target,
  create: (name: string) => Call,
  invented: string,
  make: () => Promise<string | undefined>,
): Promise<Learnt> {
  const first = await tried(contract, target, create(invented));
  // No refusal of what was sent: whatever it is, it is not for the name.
  if (
    first.kind !== 'refused' ||
    first.status === 404 ||
    first.status === 501 ||
    first.status === 403 ||
    first.status >= 500
  )
    return { names: 'invented', why: why(first) };
  const existing = await make();
  if (existing === undefined) return { names: 'unknown', why: why(first) };
  const second = await tried(contract, target, create(existing));
  // Refused with either name: then the name is not the reason.
  return second.kind === 'response' ? { names: 'existing', why: why(first) } : { names: 'invented', why: why(second) };
}

async function tried(contract: Contract, target: Target, call: Call): Promise<Outcome> {
  const outcome = await target.call(call);
  const resource = createdBy(contract).get(call.operation);
  const id = resource && idIn(resource, outcome);
  if (resource && id !== undefined) {
    await target.call({
      operation: operationOf(resource, 'delete'),
      input: versionOf(resource, { id, etag: etagIn(resource, outcome) ?? '' }),
      cleaning: true,
    });
  }
  return outcome;
}

const why = (outcome: Outcome): string =>
  outcome.kind === 'refused'
    ? `${outcome.status} ${outcome.error.code}`
    : outcome.kind === 'response'
      ? String(outcome.status)
      : outcome.reason;
