import type { JsonObject, Path } from '../../core/json.ts';
import { constraints as constraintsOf, practices } from '../../schema/constraints.ts';
import { keywordOf } from '../../schema/keywords/index.ts';
import { at } from '../../schema/places.ts';
import { perContract, perName } from '../../wire/shapes.ts';
import { preconditionOf } from '../precondition.ts';
import { asked, type Demand, type Remark } from './check.ts';

/** The input keeps every documented constraint. What is open, or demanded by nothing but common sense, is told apart. */
export const constraints = asked(({ heard, certificate }, { contract }) => {
  if ('problem' in heard || !certificate) return [];
  const { operation, input } = heard;
  const known = demands(contract)(operation);
  const member = preconditionOf(contract, operation)?.member;
  // A missing or empty If-Match has a check of its own.
  const isElsewhere = (rule: string): boolean =>
    member !== undefined && IF_MATCH.test(rule) && rule.split('.')[1] === member;
  const remark = (id: string, path: Path): Remark => ({
    demand: known.get(id) ?? { id, evidence: 'documented', demands: id },
    found: foundAt(input, path),
    path,
  });
  return [
    ...certificate.broken
      .filter(({ rule }) => !isElsewhere(rule))
      .map(({ rule, path }) => remark(rule, path))
      .map((one): Remark => (one.demand.evidence === 'inferred' ? { ...one, open: true } : one)),
    ...certificate.open.map(({ reason, path }): Remark => ({ ...remark(reason, path), open: true })),
  ];
});

const IF_MATCH = /\.(required|minLength)$/;

/** The demands on each operation's input by their ids. */
const demands = perContract((contract) =>
  perName((operation) => {
    const { input } = contract.operations[operation]!;
    return new Map(
      [...constraintsOf(contract, input), ...practices(contract, input)].map(
        ({ id, keyword, value, site, basis: { evidence } }): [string, Demand] => [
          id,
          { id, evidence, demands: keywordOf(keyword).demand?.(value, site) ?? id },
        ],
      ),
    );
  }),
);

function foundAt(input: JsonObject, path: Path): string {
  const value = at(input, path);
  if (value === undefined) return `no ${path.join('.')}`;
  const text = JSON.stringify(value);
  return `${path.join('.')} is ${text.length > 120 ? `${text.slice(0, 117)}...` : text}`;
}
