import type { Contract } from '../../core/contract.ts';
import type { JsonObject } from '../../core/json.ts';
import type { ActiveRule } from '../../core/rule.ts';
import type { TestContext } from '../../core/test-context.ts';
import type { Action } from '../../model/action.ts';
import { CREATED, UPDATED } from '../../model/resource-state.ts';
import { brokenConfigs } from '../configs.ts';
import { refused } from '../expect.ts';
import { look } from './judge.ts';
import { lifecycleRule } from './lifecycle-rule.ts';
import { perform, type TrackedResource, withSharedResource } from './tracked-resource.ts';

/** Broken configurations tried: a server that stores before it checks does so for any of them. */
const TRIED = 4;

const BAD = ['missing', 'garbage', 'any'] as const;

/** A refused write leaves a resource as it was, its ETag included: a pair of rules for update and delete. */
export function refusedChangesNothing(contract: Contract): ActiveRule[] {
  return (['update', 'delete'] as const).map((kind) =>
    lifecycleRule(contract, {
      id: `lifecycle.${kind}.refused-changes-nothing`,
      evidence: 'documented',
      demands: `a refused ${kind} must not change the resource or its ETag`,
      on: [kind],
      usesShared: true,
      async check(lane, resource) {
        const write = (ifMatch: Extract<Action, { ifMatch: unknown }>['ifMatch']): Action =>
          kind === 'update' ? { kind, ifMatch, content: 'other' } : { kind, ifMatch };
        await withSharedResource(lane, resource, CREATED, async (tracked) => {
          if (kind === 'update') {
            for (const config of await brokenConfigs(lane, tracked.handle, TRIED))
              await attempt(lane, tracked, { kind, ifMatch: 'fresh', content: 'broken' }, config);
          }
          for (const ifMatch of BAD) await attempt(lane, tracked, write(ifMatch));
        });
        await withSharedResource(lane, resource, UPDATED, (tracked) => attempt(lane, tracked, write('stale')));
      },
    }),
  );
}

/** Does a write that may be refused, and looks whether it then changed something. That it is accepted is a matter of other rules. */
async function attempt(
  lane: TestContext,
  tracked: TrackedResource,
  action: Action,
  config?: JsonObject,
): Promise<void> {
  if (tracked.state.life !== 'live') return;
  const before = [...tracked.steps];
  const step = await perform(lane, tracked, action, config);
  if (!refused(step.outcome)) return;
  lane.recordCheck(step.call.operation);
  await look(lane, tracked, { before: [...before, step], expected: 'what was there before the refused call' });
}
