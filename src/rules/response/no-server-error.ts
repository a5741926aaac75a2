import type { Contract } from '../../core/contract.ts';
import type { AnswerRule } from '../../core/rule.ts';
import { outcomeText } from '../expect.ts';
import { isServerError } from '../server-error.ts';

/** No request that a client can send makes the server err. */
export function noServerError(contract: Contract): AnswerRule {
  return {
    kind: 'answer',
    id: 'answer.no-server-error',
    evidence: 'standard',
    demands: 'no request may cause a server error (a status of 500 or above, except 501 and 505)',
    citations: [{ document: 'RFC 9110', place: '15.6' }],
    operations: Object.keys(contract.operations),
    judge(_, outcome) {
      if (outcome.kind === 'unsent' || outcome.kind === 'lost') return undefined;
      if (!isServerError(outcome)) return 'holds';
      return { expected: 'a success or a client error (4xx)', actual: outcomeText(outcome) };
    },
  };
}
