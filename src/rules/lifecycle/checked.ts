import type { JsonObject } from '../../core/json.ts';
import { RuleViolation, type TestContext } from '../../core/test-context.ts';
import type { Action } from '../../model/action.ts';
import { heldOf, release } from '../held.ts';
import { expectAnswer } from './answer.ts';
import { look, wrongInAnswer } from './judge.ts';
import { expectListed } from './listed.ts';
import { perform, type Subject } from './subject.ts';

/** Whether what an action needs of a subject is there: an ETag that is fresh, one that is stale. */
export function isPossible({ held, older }: Subject, action: Action): boolean {
  if (!('ifMatch' in action)) return true;
  if (action.ifMatch === 'stale') return older.length > 0;
  return action.ifMatch !== 'fresh' || held.etag !== '' || older.length > 0;
}

/**
 * Does an action and holds everything that can be seen of its answer against the model. Throws RuleViolation. Gives false where the
 * subject is of no more use: it took a broken configuration, which is a matter of the constraint's own rule.
 */
export async function checked(
  lane: TestContext,
  subject: Subject,
  action: Action,
  config?: JsonObject,
): Promise<boolean> {
  const { held, stage } = subject;
  const { resource } = held;
  const before = [...subject.steps];
  switch (action.kind) {
    case 'read':
    case 'readConfig':
      await look(lane, subject, { with: action.kind });
      return true;
    case 'list':
      await expectListed(lane, [subject], { expected: 'what the calls before it lead to', against: 'plain' });
      return true;
    case 'create': {
      const step = await perform(lane, subject, action);
      const other = heldOf(resource, step.call.input, step.outcome);
      if (other) await release(lane, other);
      if (action.content === 'other') await expectAnswer(lane, held, stage, action, step, []);
      return true;
    }
    case 'update':
    case 'delete': {
      const step = await perform(lane, subject, action, config);
      if (action.kind === 'update' && action.content === 'broken' && step.outcome.kind === 'response') return false;
      await expectAnswer(lane, held, stage, action, step, before);
      const after = lane.sent;
      const wrong = action.kind === 'update' ? await wrongInAnswer(lane, subject, step) : undefined;
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
