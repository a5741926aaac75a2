import { configMember, operationOf, versionOf } from '../../contracts/resource.ts';
import type { Contract, Resource } from '../../core/contract.ts';
import type { ActiveRule } from '../../core/rule.ts';
import { RuleViolation, type TestContext } from '../../core/test-context.ts';
import { GONE } from '../../model/resource-state.ts';
import { otherConfigs } from '../configs.ts';
import { outcomeText } from '../expect.ts';
import { foundElsewhere } from '../hindered.ts';
import { interleave, schedulers } from './interleave.ts';
import { look } from './judge.ts';
import { lifecycleRule } from './lifecycle-rule.ts';
import { call, created, perform } from './tracked-resource.ts';

const ROUNDS = 2;

/** Of a delete and another write with the same ETag that come at once, one succeeds at most: each needs what the other takes away. */
export function deleteRacesRules(contract: Contract): ActiveRule[] {
  return (['delete', 'update'] as const).map((other) =>
    lifecycleRule(contract, {
      id: `lifecycle.concurrency.delete-and-${other}`,
      evidence: 'documented',
      demands: `of a delete and a concurrent ${other} with the same ETag at most one must succeed`,
      on: ['delete'],
      needs: ['update', 'read'],
      phases: ['concurrency'],
      errors: ({ notFound, staleIfMatch }) => [notFound, ...staleIfMatch],
      async check(lane, resource) {
        for (const scheduler of schedulers(lane, ROUNDS)) {
          const tracked = await created(lane, resource);
          const { handle } = tracked;
          const [config] = await otherConfigs(lane, handle, 1);
          const address = versionOf(resource, handle);
          const second = other === 'delete' ? address : { ...address, [configMember(resource)]: config! };
          const steps = await interleave(lane, scheduler, [
            (turn) => turn(() => call(lane, operationOf(resource, 'delete'), address)),
            (turn) => turn(() => call(lane, operationOf(resource, other), second)),
          ]);
          const succeeded = steps.filter(({ outcome }) => outcome.kind === 'response');
          if (succeeded.length === 0) continue;
          lane.recordCheck(operationOf(resource, 'delete'));
          if (succeeded.length > 1) {
            await expectOneByOne(lane, resource, other);
            throw new RuleViolation({
              operation: operationOf(resource, 'delete'),
              expected: 'a refusal of one of the two',
              actual: steps.map(({ outcome }) => outcomeText(outcome)).join(' and '),
              steps: [handle.made, ...steps],
            });
          }
          if (succeeded.length === 1 && succeeded[0]!.call.operation === operationOf(resource, 'delete'))
            await look(lane, { ...tracked, state: GONE }, { before: [handle.made, ...succeeded] });
        }
      },
    }),
  );
}

/** Throws SkipError where the second call succeeds even when the first was answered before. */
async function expectOneByOne(lane: TestContext, resource: Resource, other: 'delete' | 'update'): Promise<void> {
  const tracked = await created(lane, resource);
  await perform(lane, tracked, { kind: 'delete', ifMatch: 'fresh' });
  const second = await perform(
    lane,
    tracked,
    other === 'delete' ? { kind: other, ifMatch: 'fresh' } : { kind: other, ifMatch: 'fresh', content: 'other' },
  );
  if (second.outcome.kind === 'response')
    throw foundElsewhere(`${second.call.operation} succeeds after a delete`, second.call.operation, [
      other === 'delete' ? 'lifecycle.delete.twice' : 'lifecycle.update.deleted',
    ]);
}
