import type { Contract } from '../../core/contract.ts';
import type { AnswerRule } from '../../core/rule.ts';

/** A run tells of this rule that it is broken: a single answer, or a single one that is missing, does not show it. */
export const TARGET_SURVIVES = 'answer.target-survives';

/** No request ends the service, or makes it fall silent. */
export function targetSurvives(contract: Contract): AnswerRule {
  return {
    kind: 'answer',
    id: TARGET_SURVIVES,
    evidence: 'standard',
    demands: 'the service must keep answering, whatever it is sent',
    citations: [{ document: 'RFC 9110', place: '3.3' }],
    operations: Object.keys(contract.operations),
    judge: (_, outcome) =>
      outcome.kind === 'response' || outcome.kind === 'refused' || outcome.kind === 'unreadable' ? 'holds' : undefined,
  };
}
