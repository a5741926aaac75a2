import type { Contract } from '../../core/contract.ts';
import type { AnswerRule } from '../../core/rule.ts';
import { at } from '../../schema/places.ts';

/** Codes for a request that could not even be read, which may come before any constraint is looked at (FIELD row 15). */
const UNREAD = ['MalformedXML', 'MalformedInput', 'MissingBody', 'ValidationException', 'SerializationException'];

/** Codes with which what breaks a keyword may be refused: those said or inferred of it and, where not documented, those for what can't be read. */
export function acceptableCodes(contract: Contract, keyword: string): string[] {
  const known = contract.refusals?.[keyword];
  if (!known) return [];
  return known.basis.evidence === 'documented' ? known.codes : [...known.codes, ...UNREAD];
}

/** The code with which a broken constraint is refused, a rule for each keyword of which something is known. */
export function refusalCodes(contract: Contract): AnswerRule[] {
  const elsewhere = new Set(
    Object.values(contract.resources).flatMap(({ errors }) => [
      errors.notFound,
      errors.missingIfMatch,
      ...errors.staleIfMatch,
    ]),
  );
  return Object.entries(contract.refusals ?? {}).map(([keyword, { codes, basis }]) => ({
    id: `refusal.${keyword}`,
    evidence: basis.evidence,
    demands: `what breaks only ${keyword} is refused with ${codes.join(' or ')}`,
    citations: basis.citations,
    operations: Object.values(contract.resources)
      .filter(({ minimal }) => minimal === undefined)
      .flatMap(({ operations }) => [operations.create, operations.update]),
    judge({ input }, outcome, { broken }) {
      if (outcome.kind !== 'refused' || outcome.status >= 500 || broken.length === 0) return undefined;
      if (!broken.every(({ rule, path }) => rule.endsWith(`.${keyword}`) && plain(at(input, path)))) return undefined;
      const { code } = outcome.error;
      // Which resource and which version is meant may be looked at before what is sent.
      if (elsewhere.has(code)) return undefined;
      return acceptableCodes(contract, keyword).includes(code)
        ? 'holds'
        : { expected: codes.join(' or '), actual: code };
    },
  }));
}

/** Whether a value is of the kind that the constraint speaks of: a negative count, say, may be refused for being no count. */
function plain(value: unknown): boolean {
  return typeof value !== 'number' || value >= 0;
}
