import { idMember, operationOf } from '../../contracts/resource.ts';
import type { Contract, Resource } from '../../core/contract.ts';
import type { ActiveRule } from '../../core/rule.ts';
import { RuleViolation, type TestContext } from '../../core/test-context.ts';
import { valueDifference } from '../differences.ts';
import { handleOf } from '../resource-handle.ts';
import { lifecycleRule } from './lifecycle-rule.ts';
import { created, perform, type TrackedResource, trackedFrom } from './tracked-resource.ts';

/** Resources created for each rule. */
const CREATED = 3;

/** No two resources have the same id, at the same time or one after the other. */
export function idsRules(contract: Contract): ActiveRule[] {
  return [
    lifecycleRule(contract, {
      id: 'lifecycle.id.unique',
      evidence: 'documented',
      demands: 'no two resources may have the same id',
      on: ['create'],
      check: (lane, resource) => compare(lane, resource, () => created(lane, resource)),
    }),
    lifecycleRule(contract, {
      id: 'lifecycle.id.never-reused',
      evidence: 'inferred',
      demands: 'the id of a deleted resource must never be used again',
      on: ['create'],
      needs: ['delete'],
      check: (lane, resource) =>
        compare(lane, resource, async (earlier) => {
          if (!earlier) return created(lane, resource);
          await perform(lane, earlier, { kind: 'delete', ifMatch: 'fresh' });
          return createdAgain(lane, earlier);
        }),
    }),
  ];
}

/** Creates one with the request that made another, which is deleted; where that is refused, with another request. */
async function createdAgain(lane: TestContext, { handle }: TrackedResource): Promise<TrackedResource> {
  const { operation, input } = handle.made.call;
  const again = handleOf(handle.resource, input, await lane.send(operation, input));
  return again ? trackedFrom(again) : created(lane, handle.resource);
}

async function compare(
  lane: TestContext,
  resource: Resource,
  next: (latest: TrackedResource | undefined) => Promise<TrackedResource>,
): Promise<void> {
  const earlier: TrackedResource[] = [];
  for (let count = 0; count < CREATED; count++) {
    const tracked = await next(earlier.at(-1));
    if (count > 0) lane.recordCheck(operationOf(resource, 'create'));
    const same = earlier.find(({ handle }) => handle.id === tracked.handle.id);
    if (same) {
      const operation = operationOf(resource, 'create');
      throw new RuleViolation({
        operation,
        expected: `an id other than ${same.handle.id}`,
        actual: tracked.handle.id,
        differences: [valueDifference('stale', operation, idMember(resource), undefined, tracked.handle.id)],
        steps: [...same.steps, ...tracked.steps],
      });
    }
    earlier.push(tracked);
  }
}
