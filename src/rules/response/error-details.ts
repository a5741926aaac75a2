import type { Contract } from '../../core/contract.ts';
import type { ServiceError } from '../../core/outcome.ts';
import type { AnswerRule } from '../../core/rule.ts';
import { defectOf } from './defects.ts';

const details: { part: keyof ServiceError; demands: string; holds: (error: ServiceError) => boolean }[] = [
  {
    part: 'message',
    demands: 'an error must have a Message',
    holds: ({ message }) => message !== undefined && message !== '',
  },
  { part: 'type', demands: 'a client error must have the Type Sender', holds: ({ type }) => type === 'Sender' },
  {
    part: 'requestId',
    demands: 'an error must have a RequestId',
    holds: ({ requestId }) => requestId !== undefined && requestId !== '',
  },
];

/** What the error envelope holds besides the code; no client needs it to work. */
export function errorDetails(contract: Contract): AnswerRule[] {
  return details.map(({ part, demands, holds }) => ({
    kind: 'answer',
    id: `answer.error-${part === 'requestId' ? 'request-id' : part}`,
    evidence: 'inferred',
    demands,
    citations: [{ document: 'Smithy 2.0 AWS restXml protocol', place: 'Operation error serialization' }],
    operations: Object.keys(contract.operations),
    judge({ operation }, outcome) {
      if (outcome.kind !== 'refused' || outcome.status >= 500) return undefined;
      // Another envelope is another rule's matter, whatever is in it.
      if (defectOf(outcome, 'envelope')) return undefined;
      if (holds(outcome.error)) return 'holds';
      return {
        expected: demands,
        actual: outcome.error[part] ?? 'none',
        differences: [{ kind: 'form', operation, about: `error ${part}` }],
      };
    },
  }));
}
