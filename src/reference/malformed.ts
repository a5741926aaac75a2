import type { RequestProblem } from '../wire/decode-request.ts';
import type { Behaviour } from './behaviour.ts';
import { type Refusal, refuse } from './refusal.ts';

/** The answer to a request that is no call. */
export function malformedRefusal(behaviour: Behaviour, problem: RequestProblem, reason: string): { refusal: Refusal } {
  switch (problem) {
    case 'no-operation':
      return refuse('InvalidAction', `No operation: ${reason}.`);
    case 'method':
      return {
        refusal: { code: 'MethodNotAllowed', message: `Allowed here: ${reason}.`, headers: { allow: reason } },
      };
    case 'empty':
      return refuse('MissingBody', 'A body is needed.');
    case 'path':
    case 'namespace':
      return refuse('InvalidArgument', `The request is not understood: ${reason}.`);
    default:
      return refuse(behaviour.malformedCode, `The body is not understood: ${reason}.`);
  }
}

/** Statuses of the codes that no operation documents. */
export const UNDOCUMENTED_STATUSES: Record<string, number> = {
  MalformedXML: 400,
  MalformedInput: 400,
  MissingBody: 400,
  InvalidAction: 404,
  MethodNotAllowed: 405,
  InternalFailure: 500,
};
