import type { Contract } from '../../core/contract.ts';
import type { AnswerRule } from '../../core/rule.ts';
import { outcomeText } from '../expect.ts';
import { type RecordedAnswers, requestClass, speaksOfRequest } from '../request-class.ts';

/** What a recording holds counts as recorded, for just the classes of requests that it holds. */
export function asRecorded(contract: Contract, { recorded, target, classes }: RecordedAnswers): AnswerRule {
  const speaks = speaksOfRequest(contract);
  return {
    kind: 'answer',
    id: 'answer.as-recorded',
    evidence: 'recorded',
    demands: `where the documentation is silent, responses must be those recorded on ${recorded}`,
    citations: [{ document: `recording of ${target}`, place: recorded }],
    operations: [...new Set([...classes.values()].map(({ operation }) => operation))],
    judge({ operation, wire }, outcome, classification) {
      const name = wire ? undefined : requestClass(operation, classification);
      const then = name === undefined ? undefined : classes.get(name);
      if (!then || !speaks(outcome)) return undefined;
      const actual = outcomeText(outcome);
      if (then.did === 'accept')
        return outcome.kind === 'response' ? 'holds' : { expected: `a success, as on ${recorded}`, actual };
      const codes = then.codes.join(' or ');
      if (outcome.kind !== 'refused') return { expected: `${codes}, as on ${recorded}`, actual };
      // Which code it is follows from a recording only where it is known that something is wrong.
      return !then.broken || then.codes.includes(outcome.error.code)
        ? 'holds'
        : { expected: `${codes}, as on ${recorded}`, actual };
    },
  };
}
