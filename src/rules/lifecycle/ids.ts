import type { Contract, Resource } from '../../core/contract.ts';
import { Broken, type Lane } from '../../core/lane.ts';
import type { ActiveRule } from '../../core/rule.ts';
import { lifecycleRule } from './lifecycle-rule.ts';
import { created, perform, type Subject } from './subject.ts';

/** Resources created for each rule. */
const CREATED = 3;

/** No two resources have the same id, at the same time or one after the other. */
export function idsRules(contract: Contract): ActiveRule[] {
  return [
    lifecycleRule(contract, {
      id: 'lifecycle.id.unique',
      evidence: 'documented',
      demands: 'no two resources have the same id',
      on: ['create'],
      check: (lane, resource) => compare(lane, resource, async () => {}),
    }),
    lifecycleRule(contract, {
      id: 'lifecycle.id.never-reused',
      evidence: 'inferred',
      demands: 'the id of what was deleted never names anything again',
      on: ['create'],
      needs: ['delete'],
      check: (lane, resource) =>
        compare(lane, resource, async (subject) => {
          await perform(lane, subject, { kind: 'delete', ifMatch: 'fresh' });
        }),
    }),
  ];
}

async function compare(lane: Lane, resource: Resource, then: (subject: Subject) => Promise<void>): Promise<void> {
  const earlier: Subject[] = [];
  for (let count = 0; count < CREATED; count++) {
    const subject = await created(lane, resource);
    if (count > 0) lane.judged(resource.operations.create);
    const same = earlier.find(({ held }) => held.id === subject.held.id);
    if (same) {
      throw new Broken({
        operation: resource.operations.create,
        expected: `an id other than ${same.held.id}`,
        actual: subject.held.id,
        steps: [...same.steps, ...subject.steps],
      });
    }
    earlier.push(subject);
    await then(subject);
  }
}
