import { operationOf } from '../contracts/resource.ts';
import type { Contract } from '../core/contract.ts';
import type { Outcome } from '../core/outcome.ts';
import type { Target } from '../core/target.ts';

/** Requests kept back for each resource that is still there: to read it, to change it until it can go, to delete it. */
const TO_DELETE = 3;
const TO_TEAR_DOWN = 30;

/**
 * Sends no more than so many calls. As much is kept back as deleting takes of what was created; when the rest is spent,
 * only what is `cleaning` goes through, and at the end nothing. A call that is not sent is `lost` and withheld.
 */
export function budgeted(contract: Contract, target: Target, most: number): Target {
  const resources = Object.values(contract.resources);
  let spent = 0;
  let kept = 0;
  const keptFor = (operation: string): number => {
    const resource = resources.find(
      (resource) => operationOf(resource, 'create') === operation || operationOf(resource, 'delete') === operation,
    );
    if (!resource) return 0;
    return resource.teardown ? TO_TEAR_DOWN : TO_DELETE;
  };
  const creates = new Set(resources.map((resource) => operationOf(resource, 'create')));
  return {
    ...target,
    async call(call): Promise<Outcome> {
      const { operation } = call;
      const needed = call.cleaning ? 1 : 1 + kept + (creates.has(operation) ? keptFor(operation) : 0);
      if (spent + needed > most)
        return { kind: 'lost', withheld: true, reason: `the budget of ${most} requests is spent`, ms: 0 };
      spent++;
      if (creates.has(operation)) kept += keptFor(operation);
      const outcome = await target.call(call);
      if (creates.has(operation) && (outcome.kind === 'refused' || outcome.kind === 'unsent'))
        kept -= keptFor(operation);
      if (!creates.has(operation) && outcome.kind === 'response') kept = Math.max(0, kept - keptFor(operation));
      return outcome;
    },
  };
}
