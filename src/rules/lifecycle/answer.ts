import { RuleViolation } from '../../core/test-context.ts';
import { refused } from '../expect.ts';
import { expectAllowed } from './judge.ts';
import { expectWorks } from './works.ts';

/**
 * Holds an answer against what the model allows. Throws RuleViolation, and SkipError where nothing can be told of it or the target
 * refuses every such call in the same way.
 */
export async function expectAnswer(...asked: Parameters<typeof expectAllowed>): Promise<void> {
  const [lane, { resource }, , { kind }, { outcome }] = asked;
  try {
    expectAllowed(...asked);
  } catch (error) {
    if (error instanceof RuleViolation && refused(outcome) && (kind === 'update' || kind === 'delete'))
      await expectWorks(lane, resource, kind, { answer: outcome, again: true });
    throw error;
  }
}
