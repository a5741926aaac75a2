import type { Contract } from '../../core/contract.ts';
import type { AnswerRule } from '../../core/rule.ts';

/** A documented error code comes with its documented status. */
export function errorStatus(contract: Contract): AnswerRule {
  return {
    kind: 'answer',
    id: 'answer.error-status',
    evidence: 'documented',
    demands: 'a documented error code must come with its documented status',
    citations: Object.values(contract.errors).flatMap(({ basis }) => basis.citations),
    operations: Object.keys(contract.operations),
    judge({ operation }, outcome) {
      if (outcome.kind !== 'refused') return undefined;
      const known = contract.errors[outcome.error.code];
      if (!known || known.status === outcome.status) return known && 'holds';
      const { code } = outcome.error;
      const [expected, observed] = [String(known.status), String(outcome.status)];
      return {
        expected: `${code} with status ${expected}`,
        actual: `status ${observed}`,
        differences: [{ kind: 'status', operation, about: code, expected, observed }],
      };
    },
  };
}
