import type { Classification } from '../core/classification.ts';
import type { Contract } from '../core/contract.ts';
import type { Outcome } from '../core/outcome.ts';
import { circumstantial } from './expect.ts';

/** What a service did with all requests of a class that a recording holds. */
export interface ClassRecord {
  operation: string;
  /** What makes a request one of the class: the rules that it breaks, or else what is open in it. */
  because: string[];
  broken: boolean;
  did: 'accept' | 'refuse';
  /** Codes of the refusals. */
  codes: string[];
}

/** What a recording says, by the name of a class of requests. */
export interface RecordedAnswers {
  /** `YYYY-MM-DD`. */
  recorded: string;
  /** What it is a recording of. */
  target: string;
  classes: ReadonlyMap<string, ClassRecord>;
}

/** The name of the class of a request; undefined where the documentation supports it. */
export function requestClass(operation: string, { broken, open }: Classification): string | undefined {
  const because = reasons({ broken, open });
  return because.length === 0 ? undefined : `${operation}: ${because.join(', ')}`;
}

export function reasons({ broken, open }: Pick<Classification, 'broken' | 'open'>): string[] {
  const all = broken.length > 0 ? broken.map(({ rule }) => rule) : open.map(({ reason }) => reason);
  return [...new Set(all)].sort();
}

/** Whether an outcome says something of what was sent, and not of what there was at that time. */
export function speaksOfRequest(contract: Contract): (outcome: Outcome) => boolean {
  const elsewhere = new Set(
    Object.values(contract.resources).flatMap(({ errors }) => [
      errors.notFound,
      errors.inUse,
      errors.missingIfMatch,
      ...errors.staleIfMatch,
    ]),
  );
  return (outcome) => {
    if (outcome.kind === 'response') return true;
    if (outcome.kind !== 'refused' || outcome.status >= 500) return false;
    return !elsewhere.has(outcome.error.code) && !circumstantial(contract, outcome);
  };
}
