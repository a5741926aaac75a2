import type { Contract } from '../../core/contract.ts';
import type { AnswerRule } from '../../core/rule.ts';
import { counts } from './counts.ts';
import { documentForm } from './document-form.ts';
import { documentedStatus } from './documented-status.ts';
import { onlyHere } from './elsewhere.ts';
import { errorDetails } from './error-details.ts';
import { errorEnvelope } from './error-envelope.ts';
import { errorKnown } from './error-known.ts';
import { errorStatus } from './error-status.ts';
import { headersPresent } from './headers-present.ts';
import { matchesSchema } from './matches-schema.ts';
import { noServerError } from './no-server-error.ts';
import { readable } from './readable.ts';
import { refusalCodes } from './refusal-code.ts';
import { targetSurvives } from './target-survives.ts';
import { timestamps } from './timestamps.ts';
import { wellFormed } from './well-formed.ts';

/** Rules on every response, including those to other rules' calls. */
export function answerRules(contract: Contract): AnswerRule[] {
  return [
    noServerError(contract),
    targetSurvives(contract),
    ...[
      wellFormed(contract),
      readable(contract),
      documentedStatus(contract),
      matchesSchema(contract),
      ...counts(contract),
      ...timestamps(contract),
      ...headersPresent(contract),
      errorEnvelope(contract),
      errorStatus(contract),
      errorKnown(contract),
      ...refusalCodes(contract),
      ...errorDetails(contract),
      ...documentForm(contract),
    ].map((rule) => onlyHere(contract, rule)),
  ];
}
