import type { Contract, Schema } from '../../core/contract.ts';
import type { Json, Path } from '../../core/json.ts';
import type { AnswerRule } from '../../core/rule.ts';
import { resolve, sites } from '../../schema/site.ts';
import { answerDifference } from '../differences.ts';
import { millisecondsOf } from '../lifecycle/times.ts';

/** Every documented time in an answer is a timestamp; no rule where no answer has one. */
export function timestamps(contract: Contract): AnswerRule[] {
  const holding = Object.values(contract.operations).filter(
    ({ output }) => output !== null && sites(contract, output).some(({ node }) => node.format === 'date-time'),
  );
  const operations = new Set(holding.map(({ name }) => name));
  if (holding.length === 0) return [];
  const rule: AnswerRule = {
    kind: 'answer',
    id: 'answer.timestamps',
    evidence: 'documented',
    demands: 'every time in a response must be a timestamp such as 2024-01-31T12:00:00Z',
    citations: holding.flatMap(({ basis }) => basis.citations),
    operations: [...operations],
    judge({ operation }, outcome) {
      if (outcome.kind !== 'response' || !operations.has(operation)) return undefined;
      const shape = contract.operations[operation]!.output!;
      const found = firstWrong(contract, contract.$defs[shape]!, outcome.output, []);
      return found
        ? {
            expected: 'a timestamp such as 2024-01-31T12:00:00Z',
            actual: `${found.path.join('.')} ${JSON.stringify(found.value)}`,
            differences: [answerDifference(contract, 'changes', operation, found.path, { observed: found.value })],
          }
        : 'holds';
    },
  };
  return [rule];
}

function firstWrong(
  contract: Contract,
  raw: Schema,
  value: Json | undefined,
  path: Path,
): { path: Path; value: Json } | undefined {
  if (value === undefined || value === null) return undefined;
  const node = resolve(contract, raw);
  if (node.format === 'date-time') return Number.isNaN(millisecondsOf(value)) ? { path, value } : undefined;
  if (typeof value !== 'object') return undefined;
  for (const [key, inner] of Object.entries(value)) {
    const schema = Array.isArray(value) ? node.items : node.properties?.[key];
    const found = schema && firstWrong(contract, schema, inner, [...path, key]);
    if (found) return found;
  }
  return undefined;
}
