import { operationOf } from '../../contracts/resource.ts';
import type { Contract, Schema } from '../../core/contract.ts';
import type { Json, JsonObject, Path } from '../../core/json.ts';
import type { AnswerRule } from '../../core/rule.ts';
import { resolve } from '../../schema/site.ts';
import { answerDifference } from '../differences.ts';

/** In an answer as in a request, a Quantity is the number of the items beside it, where its page says so; no rule where none does. */
export function counts(contract: Contract): AnswerRule[] {
  const operations = Object.values(contract.operations).filter(({ output }) => output !== null);
  const lists = new Set(
    Object.values(contract.resources).flatMap((resource) =>
      operationOf(resource, 'list') === undefined ? [] : [operationOf(resource, 'list')],
    ),
  );
  // What a list of resources counts, the account or the page, is a rule of its own.
  const judged = new Set(operations.map(({ name }) => name).filter((name) => !lists.has(name)));
  if (countsOf(contract).length === 0) return [];
  const rule: AnswerRule = {
    kind: 'answer',
    id: 'answer.counts',
    evidence: 'documented',
    demands: 'every Quantity in a response must be the number of the items beside it',
    citations: countsOf(contract).flatMap(({ basis }) => basis?.countOf?.citations ?? []),
    operations: [...judged],
    judge({ operation }, outcome, { answer }) {
      if (outcome.kind !== 'response' || answer !== 'supported' || !judged.has(operation)) return undefined;
      const shape = contract.operations[operation]!.output!;
      const found = firstWrong(contract, contract.$defs[shape]!, outcome.output, []);
      if (!found) return 'holds';
      const { path, due, told } = found;
      return {
        expected: `${path.join('.')} ${due}`,
        actual: `${path.join('.')} ${told}`,
        differences: [answerDifference(contract, 'changes', operation, path, { expected: due, observed: told })],
      };
    },
  };
  return [rule];
}

const countsOf = ({ $defs }: Contract): Schema[] =>
  Object.values($defs).flatMap(({ properties }) =>
    Object.values(properties ?? {}).filter(({ countOf }) => countOf !== undefined),
  );

interface Miscount {
  path: Path;
  told: number;
  due: number;
}

function firstWrong(contract: Contract, raw: Schema, value: Json | undefined, path: Path): Miscount | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const node = resolve(contract, raw);
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      const found = firstWrong(contract, node.items ?? {}, item, [...path, index]);
      if (found) return found;
    }
    return undefined;
  }
  for (const [member, schema] of Object.entries(node.properties ?? {})) {
    const found =
      miscount(schema, value, member, path) ?? firstWrong(contract, schema, value[member], [...path, member]);
    if (found) return found;
  }
  return undefined;
}

/** An absent list is one without items. */
function miscount({ countOf }: Schema, holder: JsonObject, member: string, path: Path): Miscount | undefined {
  const told = holder[member];
  if (countOf === undefined || typeof told !== 'number') return undefined;
  const items = holder[countOf];
  const due = Array.isArray(items) ? items.length : 0;
  return told === due ? undefined : { path: [...path, member], told, due };
}
