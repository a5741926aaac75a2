import type { Contract } from '../../core/contract.ts';
import type { AnswerRule } from '../../core/rule.ts';
import { outcomeText } from '../expect.ts';

/** Codes for bodies that can't be read, which no operation documents (FIELD row 15), and for what stands before every operation. */
const GENERAL = new Set([
  'MalformedXML',
  'MalformedInput',
  'MissingBody',
  'InvalidArgument',
  'ValidationError',
  'ValidationException',
  'SerializationException',
  'RequestTooLarge',
  'AccessDenied',
]);

/** An error code is one that the operation documents, or one for a malformed request. */
export function errorKnown(contract: Contract): AnswerRule {
  return {
    kind: 'answer',
    id: 'answer.error-known',
    evidence: 'inferred',
    demands: 'an error code must be documented for the operation, or say that the request is malformed',
    citations: [{ document: 'field', place: '15' }],
    operations: Object.keys(contract.operations),
    judge({ operation, wire }, outcome) {
      if (outcome.kind !== 'refused' || outcome.status >= 500 || wire) return undefined;
      const { code } = outcome.error;
      const documented = contract.operations[operation]!.errors;
      if (documented.includes(code) || GENERAL.has(code)) return 'holds';
      return {
        expected: `one of ${documented.join(', ')}`,
        actual: code,
        differences: [{ kind: 'code', operation, expected: '', observed: outcomeText(outcome) }],
      };
    },
  };
}
