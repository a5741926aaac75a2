import type { JsonObject } from '../../core/json.ts';
import { RuleViolation, type TestContext } from '../../core/test-context.ts';
import type { Action } from '../../model/action.ts';
import { handleOf, release } from '../resource-handle.ts';
import { expectAnswer } from './answer.ts';
import { look, wrongInAnswer } from './judge.ts';
import { expectListed } from './listed.ts';
import { perform, type TrackedResource } from './tracked-resource.ts';

/** Whether what an action needs of a resource is there: an ETag that is fresh, one that is stale. */
export function isPossible({ handle, older }: TrackedResource, action: Action): boolean {
  if (!('ifMatch' in action)) return true;
  if (action.ifMatch === 'stale') return older.length > 0;
  return action.ifMatch !== 'fresh' || handle.etag !== '' || older.length > 0;
}

/**
 * Does an action and holds everything that can be seen of its answer against the model. Throws RuleViolation. Gives false where the
 * resource is of no more use: it took a broken configuration, which is a matter of the constraint's own rule.
 */
export async function checked(
  lane: TestContext,
  tracked: TrackedResource,
  action: Action,
  config?: JsonObject,
): Promise<boolean> {
  const { handle, state } = tracked;
  const { resource } = handle;
  const before = [...tracked.steps];
  switch (action.kind) {
    case 'read':
    case 'readConfig':
      await look(lane, tracked, { with: action.kind });
      return true;
    case 'list':
      await expectListed(lane, [tracked], { expected: 'what the earlier calls lead to', against: 'plain' });
      return true;
    case 'create': {
      const step = await perform(lane, tracked, action);
      const other = handleOf(resource, step.call.input, step.outcome);
      if (other) await release(lane, other);
      if (action.content === 'other') await expectAnswer(lane, handle, state, action, step, []);
      return true;
    }
    case 'update':
    case 'delete': {
      const step = await perform(lane, tracked, action, config);
      if (action.kind === 'update' && action.content === 'broken' && step.outcome.kind === 'response') return false;
      await expectAnswer(lane, handle, state, action, step, before);
      const after = lane.sent;
      const wrong = action.kind === 'update' ? await wrongInAnswer(lane, tracked, step) : undefined;
      if (wrong !== undefined) {
        const { operation } = step.call;
        throw new RuleViolation({
          operation,
          expected: 'what was sent',
          actual: wrong,
          steps: [...before, step],
          after,
        });
      }
      return true;
    }
  }
}
