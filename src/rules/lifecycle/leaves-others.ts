import type { Contract, Resource } from '../../core/contract.ts';
import type { Lane } from '../../core/lane.ts';
import type { ActiveRule } from '../../core/rule.ts';
import type { Action } from '../../model/action.ts';
import { skeletons } from '../configs.ts';
import { look } from './judge.ts';
import { lifecycleRule } from './lifecycle-rule.ts';
import { created, perform, type Subject } from './subject.ts';

/** What happens to one resource never shows in another: a rule each for create, update and delete. */
export function leavesOthersRules(contract: Contract): ActiveRule[] {
  return (['create', 'update', 'delete'] as const).map((kind) =>
    lifecycleRule(contract, {
      id: `lifecycle.${kind}.leaves-others`,
      evidence: 'documented',
      demands: `${kind === 'update' ? 'an' : 'a'} ${kind} shows in no other resource`,
      on: [kind],
      needs: ['read'],
      async check(lane, resource) {
        // The younger and the older: a server may mistake one for the other.
        for (const youngest of kind === 'create' ? [true] : [true, false]) {
          const [first, second] = await two(lane, resource);
          const [changed, other] = youngest ? [second, first] : [first, second];
          const before = [...first.steps, ...second.steps];
          if (kind !== 'create') {
            const write: Action =
              kind === 'update' ? { kind, ifMatch: 'fresh', content: 'other' } : { kind, ifMatch: 'fresh' };
            const step = await perform(lane, changed, write);
            if (step.outcome.kind !== 'response') return;
            before.push(step);
          }
          lane.judged(resource.operations[kind]);
          await look(lane, other, { before, expected: 'what was there before the other resource changed' });
        }
      },
    }),
  );
}

/** Two resources that differ in as much as possible. */
async function two(lane: Lane, resource: Resource): Promise<[Subject, Subject]> {
  const configs = skeletons(lane.contract, resource);
  const one = async (index: number): Promise<Subject> =>
    created(lane, resource, { [resource.config.input]: configs.at(index)! });
  return [await one(0), await one(-1)];
}
