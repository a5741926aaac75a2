import type { Contract } from '../../core/contract.ts';
import type { ServiceError } from '../../core/outcome.ts';
import type { AnswerRule } from '../../core/rule.ts';
import { defectOf } from './defects.ts';

const details: {
  part: keyof ServiceError;
  demands: string;
  expected: string;
  holds: (error: ServiceError) => boolean;
}[] = [
  {
    part: 'message',
    demands: 'an error must have a Message',
    expected: 'a Message',
    holds: ({ message }) => message !== undefined && message !== '',
  },
  {
    part: 'type',
    demands: 'a client error must have the Type Sender',
    expected: 'the Type Sender',
    holds: ({ type }) => type === 'Sender',
  },
  {
    part: 'requestId',
    demands: 'an error must have a RequestId',
    expected: 'a RequestId',
    holds: ({ requestId }) => requestId !== undefined && requestId !== '',
  },
];

/** Parts of the error envelope besides the code, which no client needs. */
export function errorDetails(contract: Contract): AnswerRule[] {
  return details.map(({ part, demands, expected, holds }) => ({
    kind: 'answer',
    id: `answer.error-${part === 'requestId' ? 'request-id' : part}`,
    evidence: 'inferred',
    demands,
    citations: [{ document: 'Smithy 2.0 AWS restXml protocol', place: 'Operation error serialization' }],
    operations: Object.keys(contract.operations),
    judge({ operation }, outcome) {
      if (outcome.kind !== 'refused' || outcome.status >= 500) return undefined;
      // Another rule judges the envelope itself.
      if (defectOf(outcome, 'envelope')) return undefined;
      if (holds(outcome.error)) return 'holds';
      return {
        expected,
        actual: outcome.error[part] ?? 'none',
        differences: [{ kind: 'form', operation, about: `error ${part}` }],
      };
    },
  }));
}
