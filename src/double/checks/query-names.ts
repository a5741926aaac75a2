import type { Contract } from '../../core/contract.ts';
import { sameButForCase } from '../../schema/meant.ts';
import { asked, type Demand, type Remark } from './check.ts';

const QUERY: Demand = {
  id: 'request.query-name',
  evidence: 'documented',
  demands: 'every query parameter must have the documented name',
  place: 'the query',
};

/** A query parameter is not written in another case. Other unknown ones are ignored by every service, and here. */
export const queryNames = asked([QUERY], ({ parsed, request }, { contract }): Remark[] => {
  const { operation } = parsed;
  const query = request.path.split('?')[1];
  if (operation === undefined || query === undefined) return [];
  const documented = namesIn(contract, operation);
  const given = new URLSearchParams(query);
  return [...given].flatMap(([name, value]) => {
    const right = documented.find((one) => sameButForCase(one, name));
    if (right === undefined || documented.includes(name) || given.has(right)) return [];
    return [{ demand: QUERY, found: name, correct: value === '' ? right : `${right}=${value}` }];
  });
});

function namesIn({ operations, $defs }: Contract, operation: string): string[] {
  const { path, input } = operations[operation]!;
  const members = Object.values($defs[input]?.properties ?? {});
  return [
    ...new URLSearchParams(path.split('?')[1] ?? '').keys(),
    ...members.flatMap(({ binding }) => (binding && 'query' in binding ? [binding.query] : [])),
  ];
}
