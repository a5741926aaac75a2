import type { Contract } from '../../core/contract.ts';
import type { JsonObject, Path } from '../../core/json.ts';
import { valueAt } from '../../core/path.ts';
import { placeText } from '../../core/place-text.ts';
import { demandsOf } from '../../schema/demands.ts';
import type { UnknownElement } from '../elements.ts';
import { preconditionOf } from '../precondition.ts';
import { asked, type Remark } from './check.ts';

/** The input keeps every documented constraint. What is open, or demanded by nothing but common sense, is told apart. */
export const constraints = asked([], ({ parsed, certificate: classification, unknownElements = [] }, { contract }) => {
  if ('problem' in parsed || !classification) return [];
  const { operation, input } = parsed;
  const remark = remarking(contract, operation, input);
  return [
    ...classification.broken
      .filter(
        ({ rule, path }) => !isToldElsewhere(contract, operation, rule) && !isConsequence(unknownElements, rule, path),
      )
      .map(({ rule, path }) => remark(rule, path))
      .map((one): Remark => (one.demand.evidence === 'inferred' ? { ...one, open: true } : one)),
    ...classification.open.map(({ reason, path }): Remark => ({ ...remark(reason, path), open: true })),
  ];
});

function remarking(contract: Contract, operation: string, input: JsonObject): (id: string, path: Path) => Remark {
  const { input: shape } = contract.operations[operation]!;
  const say = demandsOf(contract, shape);
  return (id, path) => {
    const { evidence, sentence } = say(id);
    const binding = contract.$defs[shape]?.properties?.[String(path[0])]?.binding;
    const place = binding && 'header' in binding ? `${path[0]}, the ${binding.header} header` : placeText(path);
    return { demand: { id, evidence, demands: sentence, place }, found: foundAt(input, path), path, place };
  };
}

/** A missing or empty If-Match has a check of its own. */
function isToldElsewhere(contract: Contract, operation: string, rule: string): boolean {
  const [, member, keyword = ''] = rule.split('.');
  return member === preconditionOf(contract, operation)?.member && ['required', 'minLength'].includes(keyword);
}

/** Keywords that a member breaks which is read as absent or empty. */
const OF_ABSENCE = ['required', 'requiredWhen', 'needsOneOf', 'requires', 'selects', 'countOf', 'minItems', 'type'];

/** Whether a member only seems to be missing or miscounted, since what stands for it is under a wrong name or in a wrong place. */
function isConsequence(unknownElements: readonly UnknownElement[], rule: string, path: Path): boolean {
  const keyword = rule.split('.').at(-1)!;
  if (!OF_ABSENCE.includes(keyword)) return false;
  return unknownElements.some(({ kind, path: place, standFor }) => {
    if (kind === 'unknown' || kind === 'repeated' || kind === 'namespace') return false;
    if (keyword === 'required') return standFor.some((one) => begins(one, path) || begins(path, one));
    // A list and its count stand side by side.
    return begins(path, kind === 'item' ? place.slice(0, -1) : place);
  });
}

/** Whether a place is another, or inside of it. */
const begins = (path: Path, start: Path): boolean => start.every((key, index) => path[index] === key);

function foundAt(input: JsonObject, path: Path): string {
  const value = valueAt(input, path);
  const place = placeText(path);
  if (value === undefined) return `no ${place}`;
  const text = JSON.stringify(value);
  return `${place} is ${text.length > 120 ? `${text.slice(0, 117)}...` : text}`;
}
