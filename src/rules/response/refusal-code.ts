import { operationOf } from '../../contracts/resource.ts';
import type { Ambiguity, ConstraintViolation } from '../../core/classification.ts';
import type { Contract } from '../../core/contract.ts';
import type { JsonObject, Path } from '../../core/json.ts';
import { valueAt } from '../../core/path.ts';
import type { AnswerRule } from '../../core/rule.ts';
import { keywordOf } from '../../schema/keywords/index.ts';
import { circumstantial, outcomeText } from '../expect.ts';

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
  return Object.entries(contract.refusals ?? {}).map(([keyword, { codes, basis }]) => {
    const ending = `.${keyword}`;
    const acceptable = new Set(acceptableCodes(contract, keyword));
    return {
      kind: 'answer',
      id: `refusal.${keyword}`,
      evidence: basis.evidence,
      demands: `${keywordOf(keyword).breach ?? 'what breaks a constraint'}, and nothing else wrong, must be refused with ${codes.join(' or ')}`,
      citations: basis.citations,
      operations: Object.values(contract.resources)
        .filter(({ minimal }) => minimal === undefined)
        .flatMap((resource) => [operationOf(resource, 'create'), operationOf(resource, 'update')]),
      judge({ operation, input }, outcome, { broken, open }) {
        if (outcome.kind !== 'refused' || outcome.status >= 500 || broken.length === 0) return undefined;
        if (!broken.every(({ rule, path }) => rule.endsWith(ending) && plain(valueAt(input, path)))) return undefined;
        // A missing version has a code of its own, and what comes with it in the way may be looked at first.
        if (broken.some(({ path }) => isHeader(contract, operation, path))) return undefined;
        if (keyword === 'countOf' && !broken.every((breach) => onlyMiscounted(contract, input, breach, open)))
          return undefined;
        const { code } = outcome.error;
        // Which resource and which version is meant, and what else there is, may be looked at before what is sent.
        if (elsewhere.has(code) || circumstantial(contract, outcome)) return undefined;
        if (acceptable.has(code)) return 'holds';
        const due = codes.join(' or ');
        return {
          expected: due,
          actual: code,
          differences: [{ kind: 'code', operation, about: ending, expected: due, observed: outcomeText(outcome) }],
        };
      },
    };
  });
}

/** Whether a place is that of a header, such as If-Match. */
function isHeader({ operations, $defs }: Contract, operation: string, [member = '']: Path): boolean {
  const binding = $defs[operations[operation]!.input]?.properties?.[member]?.binding;
  return binding !== undefined && 'header' in binding;
}

/** Whether a value is of the kind that the constraint speaks of: a negative count, say, may be refused for being no count. */
function plain(value: unknown): boolean {
  return typeof value !== 'number' || value >= 0;
}

/** The greatest number of the documented type; a larger one may be refused for being no such number. */
const INT32 = 2 ** 31 - 1;

/**
 * Whether a count is a plain one that merely differs from that of a list which is there and has nothing odd about it: of
 * anything else the documentation of the error does not speak.
 */
function onlyMiscounted(
  contract: Contract,
  input: JsonObject,
  { rule, path }: ConstraintViolation,
  open: readonly Ambiguity[],
): boolean {
  const [shape = '', member = ''] = rule.split('.');
  const list = contract.$defs[shape]?.properties?.[member]?.countOf;
  const around = path.slice(0, -1);
  const items = list === undefined ? undefined : valueAt(input, [...around, list]);
  const count = valueAt(input, path);
  const odd = open.some((opening) => around.every((key, index) => opening.path[index] === key));
  return Array.isArray(items) && items.length > 0 && typeof count === 'number' && count > 0 && count <= INT32 && !odd;
}
