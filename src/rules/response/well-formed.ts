import type { Contract } from '../../core/contract.ts';
import type { AnswerRule } from '../../core/rule.ts';
import { defectDifference, defectOf, defectText } from './defects.ts';
import { mayStopInTransport } from './transport.ts';

/** The document of an answer is well-formed. What is wrong with one is this rule's matter alone: others judge it repaired. */
export function wellFormed(contract: Contract): AnswerRule {
  return {
    kind: 'answer',
    id: 'answer.well-formed',
    evidence: 'standard',
    demands: 'the XML document of a response must be well-formed',
    citations: [
      { document: 'XML 1.0 (Fifth Edition)', place: '2.1' },
      { document: 'Namespaces in XML 1.0 (Third Edition)', place: '7' },
    ],
    operations: Object.keys(contract.operations),
    judge(call, outcome) {
      const { operation } = call;
      if (outcome.kind !== 'response' && outcome.kind !== 'refused' && outcome.kind !== 'unreadable') return undefined;
      // A server error is another rule's matter, whatever its body.
      if ((outcome.status ?? 0) >= 500) return undefined;
      const expected = 'well-formed XML';
      if (outcome.kind === 'unreadable' && mayStopInTransport(contract, call, outcome)) return undefined;
      if (outcome.kind === 'unreadable')
        return outcome.malformed
          ? { expected, actual: outcome.reason, differences: [{ kind: 'form', operation, about: 'XML' }] }
          : undefined;
      const defect = defectOf(outcome, 'form');
      return defect
        ? { expected, actual: defectText(defect), differences: [defectDifference(operation, defect)] }
        : 'holds';
    },
  };
}
