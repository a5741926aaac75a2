import type { Cassette } from '../core/cassette.ts';
import type { Contract } from '../core/contract.ts';
import { exchangesOf } from '../middleware/exchanges.ts';
import {
  type ClassRecord,
  type RecordedAnswers,
  reasons,
  requestClass,
  speaksOfRequest,
} from '../rules/request-class.ts';
import { createClassifier } from '../schema/classifier.ts';

/** What a recording says of the classes of requests that it holds. One on which it says two things is left out. */
export function recordedAnswers(contract: Contract, { head, exchanges }: Cassette): RecordedAnswers {
  const judge = createClassifier(contract);
  const { read } = exchangesOf(contract);
  const speaks = speaksOfRequest(contract);
  const classes = new Map<string, ClassRecord>();
  const contradicted = new Set<string>();
  for (const exchange of exchanges) {
    const { operation, input, changed } = exchange;
    const outcome = read(exchange);
    if (changed || !(operation in contract.operations) || !speaks(outcome)) continue;
    const classification = judge(operation, input);
    const name = requestClass(operation, classification);
    if (name === undefined) continue;
    const did = outcome.kind === 'response' ? 'accept' : 'refuse';
    const codes = outcome.kind === 'refused' ? [outcome.error.code] : [];
    const known = classes.get(name);
    if (!known)
      classes.set(name, {
        operation,
        because: reasons(classification),
        broken: classification.broken.length > 0,
        did,
        codes,
      });
    else if (known.did !== did) contradicted.add(name);
    else known.codes = [...new Set([...known.codes, ...codes])];
  }
  for (const name of contradicted) classes.delete(name);
  return { recorded: head.recorded, target: head.url ?? head.target, classes };
}
