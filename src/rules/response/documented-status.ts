import type { Contract } from '../../core/contract.ts';
import type { AnswerRule } from '../../core/rule.ts';

/** A success has the status that the operation documents. */
export function documentedStatus(contract: Contract): AnswerRule {
  return {
    kind: 'answer',
    id: 'answer.documented-status',
    evidence: 'documented',
    demands: 'a success must have the documented status',
    citations: Object.values(contract.operations).flatMap(({ basis }) => basis.citations),
    operations: Object.keys(contract.operations),
    judge({ operation }, outcome) {
      if (outcome.kind !== 'response') return undefined;
      const expected = contract.operations[operation]!.status;
      return outcome.status === expected
        ? 'holds'
        : {
            expected: `status ${expected}`,
            actual: `status ${outcome.status}`,
            differences: [{ kind: 'status', operation, expected: String(expected), observed: String(outcome.status) }],
          };
    },
  };
}
