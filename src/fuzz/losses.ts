import { outcomeText } from '../rules/expect.ts';
import { TARGET_SURVIVES } from '../rules/response/target-survives.ts';
import { ANSWERS, type SequenceViolation } from '../rules/sequence/violation.ts';
import type { PlayedStep } from './play.ts';

/** A call that was not answered by a target that answers others. */
export const unanswered = ({ step }: PlayedStep, reason: string): SequenceViolation => ({
  rule: ANSWERS,
  operation: step.call.operation,
  expected: 'an answer',
  actual: reason,
});

/** A call after which the target answered nothing any more. */
export const died = ({ step }: PlayedStep): SequenceViolation => ({
  rule: TARGET_SURVIVES,
  operation: step.call.operation,
  expected: 'an answer to this request, and to those after it',
  actual: `${outcomeText(step.outcome)}; from then on the target answered nothing, and again after a restart`,
});
