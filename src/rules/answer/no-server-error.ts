import type { Contract } from '../../core/contract.ts';
import type { AnswerRule } from '../../core/rule.ts';
import { outcomeText } from '../expect.ts';

/** No request that a client can send is the server's fault. */
export function noServerError(contract: Contract): AnswerRule {
  return {
    id: 'answer.no-server-error',
    evidence: 'standard',
    demands: 'no request is answered with a server error',
    citations: [{ document: 'RFC 9110', place: '15.6' }],
    operations: Object.keys(contract.operations),
    judge(_, outcome) {
      if (outcome.kind !== 'response' && outcome.kind !== 'refused' && outcome.kind !== 'unreadable') return undefined;
      const { status } = outcome;
      if (status === undefined || status < 500) return 'holds';
      return { expected: 'a success or a client error (4xx)', actual: outcomeText(outcome) };
    },
  };
}
