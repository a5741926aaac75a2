import type { Contract } from '../../core/contract.ts';
import type { AnswerRule } from '../../core/rule.ts';
import { defectDifference, defectOf, defectText } from './defects.ts';
import { mayStopInTransport } from './transport.ts';

/** A success carries the document that its operation documents. */
export function readable(contract: Contract): AnswerRule {
  return {
    kind: 'answer',
    id: 'answer.readable',
    evidence: 'documented',
    demands: 'a success must carry the documented XML document',
    citations: Object.values(contract.operations).flatMap(({ basis }) => basis.citations),
    operations: Object.keys(contract.operations),
    judge(call, outcome) {
      const { operation } = call;
      if (outcome.kind === 'response') {
        const defect = defectOf(outcome, 'envelope');
        if (!defect) return 'holds';
        return {
          expected: 'a body of the documented form',
          actual: defectText(defect),
          differences: [defectDifference(operation, defect)],
        };
      }
      // What is not well-formed is another rule's matter.
      if (outcome.kind === 'unreadable' && outcome.malformed) return undefined;
      if (outcome.kind === 'unreadable' && mayStopInTransport(contract, call, outcome)) return undefined;
      // Without a status it was not even HTTP, or would not end.
      if (outcome.kind !== 'unreadable' || (outcome.status ?? 0) >= 400) return undefined;
      return {
        expected: 'a body of the documented form',
        actual: outcome.reason,
        differences: [{ kind: 'form', operation, about: 'the documented answer' }],
      };
    },
  };
}
