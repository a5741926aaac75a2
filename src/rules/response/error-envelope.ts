import type { Contract } from '../../core/contract.ts';
import type { AnswerRule } from '../../core/rule.ts';
import { defectDifference, defectOf, defectText } from './defects.ts';
import { mayStopInTransport } from './transport.ts';

/** An error comes in the AWS error envelope, from which every client reads its code. */
export function errorEnvelope(contract: Contract): AnswerRule {
  return {
    kind: 'answer',
    id: 'answer.error-envelope',
    evidence: 'documented',
    demands: 'an error must be an ErrorResponse document with an Error that has a Code',
    citations: [{ document: 'Smithy 2.0 AWS restXml protocol', place: 'Operation error serialization' }],
    operations: Object.keys(contract.operations),
    judge(call, outcome) {
      const { operation } = call;
      if (outcome.kind === 'refused') {
        const defect = outcome.status < 500 ? defectOf(outcome, 'envelope') : undefined;
        if (!defect) return 'holds';
        return {
          expected: 'the AWS error envelope',
          actual: defectText(defect),
          differences: [defectDifference(operation, defect)],
        };
      }
      // What is not well-formed is another rule's matter.
      if (outcome.kind === 'unreadable' && outcome.malformed) return undefined;
      if (outcome.kind === 'unreadable' && mayStopInTransport(contract, call, outcome)) return undefined;
      // A server error is another rule's matter, whatever its body.
      if (
        outcome.kind !== 'unreadable' ||
        outcome.status === undefined ||
        outcome.status < 400 ||
        outcome.status >= 500
      )
        return undefined;
      return {
        expected: 'the AWS error envelope',
        actual: outcome.reason,
        differences: [{ kind: 'form', operation, about: 'the AWS error envelope' }],
      };
    },
  };
}
