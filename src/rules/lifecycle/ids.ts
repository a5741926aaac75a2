import { operationOf } from '../../contracts/resource.ts';
import type { Contract, Resource } from '../../core/contract.ts';
import type { ActiveRule } from '../../core/rule.ts';
import { RuleViolation, type TestContext } from '../../core/test-context.ts';
import { heldOf } from '../held.ts';
import { lifecycleRule } from './lifecycle-rule.ts';
import { created, perform, type Subject, subjectOf } from './subject.ts';

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
async function createdAgain(lane: TestContext, { held }: Subject): Promise<Subject> {
  const { operation, input } = held.made.call;
  const again = heldOf(held.resource, input, await lane.send(operation, input));
  return again ? subjectOf(again) : created(lane, held.resource);
}

async function compare(
  lane: TestContext,
  resource: Resource,
  next: (latest: Subject | undefined) => Promise<Subject>,
): Promise<void> {
  const earlier: Subject[] = [];
  for (let count = 0; count < CREATED; count++) {
    const subject = await next(earlier.at(-1));
    if (count > 0) lane.recordCheck(operationOf(resource, 'create'));
    const same = earlier.find(({ held }) => held.id === subject.held.id);
    if (same) {
      throw new RuleViolation({
        operation: operationOf(resource, 'create'),
        expected: `an id other than ${same.held.id}`,
        actual: subject.held.id,
        steps: [...same.steps, ...subject.steps],
      });
    }
    earlier.push(subject);
  }
}
